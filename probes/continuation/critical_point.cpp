#include "caldera/probes/continuation/critical_point.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

bool turns(const StationaryPoint& before, const StationaryPoint& after) {
  return before.tangent.c * after.tangent.c < 0;
}

bool crosses(const StationaryPoint& before, const StationaryPoint& after) {
  const bool known = !before.spectrum.pairs.empty() && !after.spectrum.pairs.empty();
  return known && before.negative != after.negative;
}

/// Whether what a point says of a turn, or of a crossing, comes of solves that converged.
bool is_solved(const StationaryPoint& p, bool turning) {
  return turning ? p.tangent_solved : p.spectrum.converged;
}

/// The number that vanishes at the critical point, and the vector that belongs to it.
struct Test {
  bool turning;          ///< t_c and t_θ; if not, the eigenvalue that follows
  std::size_t negative;  ///< so many negative ones
  std::size_t zeros;     ///< and, while it is positive, so many that are always zero
  double overlap;        ///< the larger |dᵀt_θ| of both sides
  bool solved, searched; ///< both sides: CriticalPoint

  std::size_t eigenvalue(const StationaryPoint& p) const {
    return p.negative > negative ? negative : negative + zeros;
  }

  double value(const StationaryPoint& p) const {
    return turning ? p.tangent.c : p.spectrum.pairs[eigenvalue(p)].value;
  }

  std::vector<double> vector(const StationaryPoint& p) const {
    const auto row = turning ? std::span<const double>(p.tangent.theta)
                             : p.spectrum.vector_rows().row(eigenvalue(p));
    std::vector<double> unit(row.begin(), row.end());
    const double length = norm(row);
    for (double& x : unit) x /= length;
    return unit;
  }
};

Test test_between(const StationaryPoint& before, const StationaryPoint& after) {
  const StationaryPoint& stabler = before.negative < after.negative ? before : after;
  const std::size_t pairs = stabler.spectrum.pairs.size();
  const bool turning = turns(before, after);
  const bool shows = stabler.negative + stabler.zeros < pairs;  // the eigenvalue, while positive
  return {turning, stabler.negative, shows ? stabler.zeros : 0,
          std::max(std::abs(before.overlap), std::abs(after.overlap)),
          is_solved(before, turning) && is_solved(after, turning),
          turning || (before.spectrum.is_searched() && after.spectrum.is_searched())};
}

bool is_near(const CriticalPoint& point, const RefineOptions& options) {
  return point.curvature_bound <= options.curvature;
}

/// What is measured at a point of the curve that is taken for the critical one.
CriticalPoint described(StationaryCurve& curve, const StationaryPoint& point, const Test& test,
                        const RefineOptions& options) {
  CriticalPoint result{.kind = CriticalKind::branch, .point = point,
                       .null_vector = test.vector(point)};
  const std::vector<double> image = curve.curvature_times(point, result.null_vector);
  result.curvature = dot(result.null_vector, image);
  result.curvature_bound = norm(image);
  result.overlap = dot(result.null_vector, curve.away(point.theta));
  result.solved = test.solved && is_solved(point, test.turning);
  result.searched = test.searched && (test.turning || point.spectrum.is_searched());
  result.converged = is_near(result, options) && result.solved;
  if (test.turning && std::abs(result.overlap) > options.overlap * test.overlap)
    result.kind = CriticalKind::fold;
  return result;
}

/// Where a step ended, and the test there.
struct Sample {
  double length, c, value;
};

double estimated_error(const CriticalPoint& at, const Test& test, const Sample& last,
                       const Sample& now) {
  const double change = std::abs(now.value - last.value);
  if (test.turning)
    return now.value * now.value / 2 * std::abs(now.length - last.length) / change +
           at.point.gradient_norm / std::abs(at.overlap);
  const double uncertain = std::abs(now.value) + at.point.spectrum.pairs[test.eigenvalue(at.point)].bound;
  return uncertain * std::abs(now.c - last.c) / change;
}

/// The two ends between which the value changes sign. The value of an end that stays for a second
/// time is halved, so that the other moves next (Illinois).
struct Bracket {
  Sample low, high;
  int moved = 0;  ///< the end that was replaced last: −1, 1, or none yet

  double next_length() const {
    return (low.length * high.value - high.length * low.value) / (high.value - low.value);
  }

  void take(const Sample& now) {
    const int end = now.value * high.value > 0 ? 1 : -1;
    (end == 1 ? high : low) = now;
    if (end == moved) (end == 1 ? low : high).value /= 2;
    moved = end;
  }
};

}  // namespace

bool critical_between(const StationaryPoint& before, const StationaryPoint& after) {
  return turns(before, after) || crosses(before, after);
}

CriticalPoint refine_critical_point(StationaryCurve& curve, const StationaryPoint& before,
                                    const StationaryPoint& after, double length,
                                    const RefineOptions& options) {
  const Test test = test_between(before, after);
  Bracket bracket{{0, before.c, test.value(before)}, {length, after.c, test.value(after)}};
  Sample last = bracket.high;
  CriticalPoint best = described(curve, after, test, options);
  best.c_error = std::abs(after.c - before.c);
  const int steps = test.turning ? options.steps : options.crossing_steps;
  for (int step = 0; step < steps && !is_near(best, options); ++step) {
    const std::optional<StationaryPoint> point = curve.step(before, bracket.next_length());
    if (!point) break;
    best = described(curve, *point, test, options);
    const Sample now{bracket.next_length(), point->c, test.value(*point)};
    const double width = std::abs(bracket.high.c - bracket.low.c);  // all that is known without a slope
    best.c_error = now.value == last.value ? width : estimated_error(best, test, last, now);
    bracket.take(now);
    last = now;
  }
  return best;
}

StationaryPoint onto_branch(const CriticalPoint& branch, double sign) {
  StationaryPoint start = branch.point;
  start.tangent = {branch.null_vector, 0};
  start.tangent_solved = branch.converged;
  for (double& x : start.tangent.theta) x *= sign;
  start.overlap = sign * branch.overlap;
  start.spectrum = {};  // at zero eigenvalues it says nothing of either side
  return start;
}

}  // namespace caldera
