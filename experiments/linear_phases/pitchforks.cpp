#include "experiments/linear_phases/pitchforks.h"

namespace caldera {

void add_pitchforks(LinearPhases& run, LinearLandscape& landscape, const PhaseRange& range) {
  const std::vector<double> origin(landscape.network.dim());
  StationaryPoint phase = landscape.down(landscape.settling, origin, range.highest, -1);
  std::size_t mode = 0;
  for (;;) {
    const FollowedCurve found = follow_curve(
        landscape.curve, phase,
        {.longest = longest_phase_step, .lowest_c = range.lowest, .critical = 1},
        [&](const StationaryPoint& point) {
          if (point.c >= range.lowest && point.negative == 0)
            run.points.push_back(phase_point(landscape.task, point, mode));
        });
    if (found.critical.empty() && found.end != ContinuationEnd::left_range)
      throw failed_search(landscape.task, phase.c, "a curve that is followed to its end",
                          "one that stops before it");
    if (found.critical.empty() || found.critical.front().point.c < range.lowest) return;
    const CriticalPoint& end = found.critical.front();
    const double beta = end.point.c;
    // The phase below exists at all four, if singular values are more than 0.1 apart and above 0.1.
    const std::vector<double> betas = {beta - 0.1, beta - 0.05, beta - 0.025, beta - 0.0125};
    const StationaryPoint next =
        landscape.down(landscape.settling, end.point.theta, betas.front(), -1);
    mode = changed_mode(landscape.task, end.point, next) + 1;
    run.ends.push_back({.depth = landscape.task.depth,
                        .mode = mode,
                        .is_learned = false,
                        .found = end.kind == CriticalKind::fold ? "fold" : "branch point",
                        .beta = beta,
                        .beta_error = end.c_error});
    run.ends.push_back(extrapolated_end(landscape, next.theta, betas));
    run.ends.back().mode = mode;
    run.ends.back().is_learned = true;
    phase = next;
  }
}

}  // namespace caldera
