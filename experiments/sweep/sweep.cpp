#include "experiments/sweep/sweep.h"

#include <fmt/format.h>

#include <chrono>

#include "experiments/model/model_file.h"
#include "experiments/model/network_minimiser.h"
#include "experiments/run/segments.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"
#include "experiments/sweep/record.h"

namespace caldera {

namespace {

constexpr const char* state = "/state/parameters";

RunIdentity identity_of(const Sweep& sweep) {
  RunIdentity identity{.program = sweep.program,
                       .study = sweep.program,
                       .profile = sweep.profile,
                       .seed = sweep.setup.seed,
                       .configuration = sweep.configuration};
  identity.configuration.merge(configuration_of(sweep.setup));
  return identity;
}

/// One file from all segments.
void write_run(const Sweep& sweep, const Segments& segments, double seconds) {
  const std::size_t steps = sweep.betas.size();
  std::vector<SweepRow> rows;
  std::vector<float> parameters, theta;
  parameters.reserve(steps * parameter_count(sweep.setup.shape));
  for (std::size_t step = 0; step < steps; ++step) {
    const RunFile segment = segments.open(step);
    rows.push_back(read_sweep(segment).front());
    theta = segment.vector<float>(state);
    parameters.insert(parameters.end(), theta.begin(), theta.end());
  }
  RunWriter file(sweep.out, identity_of(sweep));
  write_sweep(file, rows);
  file.matrix<float>(sweep_parameters, {parameters.data(), steps, theta.size()},
                     {"1", "parameters after each beta, flat"});
  write_model<float>(file, sweep.setup.shape, theta);
  file.machine("wall_seconds", seconds);
  file.commit();
}

}  // namespace

void set_grid(Sweep& sweep, const BetaGrid& grid) {
  sweep.betas = values(grid);
  sweep.configuration["beta_max"] = grid.max;
  sweep.configuration["beta_step"] = grid.step;
}

bool is_complete(const Sweep& sweep) {
  return Segments::is_complete(sweep.out, identity_of(sweep));
}

void run_sweep(const Sweep& sweep) {
  const auto started = std::chrono::steady_clock::now();

  // 1. The data, and exact passes over it.
  const TrainingData data = load(sweep.setup, sweep.program);
  DatasetObjective training_set(sweep.setup.shape, data.training);
  DatasetObjective test_set(sweep.setup.shape, data.test);

  // 2. The minimiser, and the parameters: given, or those that an interrupted run ended with.
  NetworkMinimiser minimiser(sweep.setup, data.training);
  std::vector<float> theta = sweep.start;
  Segments segments(sweep.out, identity_of(sweep));
  if (segments.count() > 0) theta = segments.open(segments.count() - 1).vector<float>(state);

  // 3. β by β, each from the weights of the last; one segment a β.
  Progress progress(fmt::format("{} {}", sweep.program, sweep.out.stem().string()));
  minimiser.watch = [&](std::size_t step, double beta, int epochs) {
    const double part = static_cast<double>(epochs) / sweep.setup.stopping.max_epochs;
    progress.show((static_cast<double>(step) + part) / static_cast<double>(sweep.betas.size()),
                  fmt::format("beta {:.4g}", beta));
  };
  follow<float>(minimiser, sweep.pull, sweep.betas, segments.count(), theta,
                [&](const PathPoint<float>& point) {
                  RunWriter segment = segments.writer(point.step);
                  write_sweep(segment, {measure(point, training_set, test_set)});
                  segment.vector(state, theta, {"1", "parameters after this beta, flat"});
                  segment.commit();
                });

  // 4. The run file.
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  write_run(sweep, segments, seconds.count());
  segments.remove();
  print_out("{}: {} values of beta written to {} in {:.0f} s\n", sweep.program, sweep.betas.size(),
            sweep.out.string(), seconds.count());
}

}  // namespace caldera
