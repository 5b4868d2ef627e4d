#include "experiments/sweep/sweep.h"

#include <fmt/format.h>

#include "experiments/model/model_file.h"
#include "experiments/model/network_minimiser.h"
#include "experiments/run/columns.h"
#include "experiments/study/steps.h"
#include "experiments/sweep/record.h"

namespace caldera {

namespace {

constexpr const char* state = "/state/parameters";

// Of an optimizer that is kept, beside the parameters.
const std::string optimizer_group = "/state/optimizer", why = "where the next beta goes on";
const Columns<OptimizerState<float>> optimizer_columns = {
    {"steps", "1", why, &OptimizerState<float>::steps},
    {"moments", "1", why, &OptimizerState<float>::moments},
};

RunIdentity identity_of(const Sweep& sweep) {
  RunIdentity identity{.program = sweep.program,
                       .study = sweep.program,
                       .profile = sweep.profile,
                       .seed = sweep.setup.seed,
                       .configuration = sweep.configuration};
  identity.configuration.merge(configuration_of(sweep.setup));
  if (sweep.pull.convention == PullConvention::half_square)
    identity.configuration["convention"] = name(sweep.pull.convention);
  return identity;
}

/// Trains at the β of a step, from where the last one ended, and leaves what the next one needs.
PathPoint<float> minimise(const Sweep& sweep, NetworkMinimiser& minimiser, const Step& step,
                          std::vector<float>& theta) {
  const bool is_kept = sweep.setup.optimizer.is_kept;
  theta = sweep.start;
  if (step.number > 0) {
    const RunFile last = step.done.open(step.number - 1);
    theta = last.vector<float>(state);
    if (is_kept) minimiser.restore(optimizer_columns.read_alone(last, optimizer_group));
  }
  PathPoint<float> point{.step = step.number, .pull = sweep.pull, .theta = theta};
  point.pull.beta = sweep.betas[step.number];
  if (!sweep.epochs.empty()) minimiser.epochs = sweep.epochs[step.number];
  point.summary = minimiser.minimise(theta, point.pull, step.number);
  step.segment.vector(state, theta, {"1", "parameters after this beta, flat"});
  if (is_kept)
    optimizer_columns.write_alone(step.segment, optimizer_group, minimiser.optimizer_state());
  return point;
}

/// One file from all segments.
void write_all(const Sweep& sweep, const Segments& segments, RunWriter& file) {
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
  write_sweep(file, rows);
  file.matrix<float>(sweep_parameters, {parameters.data(), steps, theta.size()},
                     {"1", "parameters after each beta, flat"});
  write_model<float>(file, sweep.setup.shape, theta);
}

}  // namespace

void set_grid(Sweep& sweep, const BetaGrid& grid) {
  sweep.betas = values(grid);
  sweep.configuration["beta_max"] = grid.max;
  if (grid.min > 0) sweep.configuration["beta_min"] = grid.min;
  sweep.configuration["beta_step"] = grid.step;
}

PullConvention origin_convention_of(const RunFile& origin_sweep) {
  const Configuration stored = origin_sweep.identity().configuration;
  const auto found = stored.find("convention");
  const bool is_half =
      found != stored.end() && found->second == Option(name(PullConvention::half_square));
  return is_half ? PullConvention::half_square : PullConvention::weight_decay;
}

void run_sweep(const Sweep& sweep) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const StudyRun run(sweep.out, identity_of(sweep));
  if (is_complete(run)) return;

  // 2. The data, exact passes over it, and the minimiser.
  const TrainingData data = load(sweep.setup, sweep.program);
  DatasetObjective training_set(sweep.setup.shape, data.training);
  DatasetObjective test_set(sweep.setup.shape, data.test);
  NetworkMinimiser minimiser(sweep.setup, data.training);

  // 3. β by β, each from the weights of the last, and one file of all.
  in_steps(
      run, sweep.betas.size(), fmt::format("{} values of beta", sweep.betas.size()),
      [&](const Step& step) {
        minimiser.watch = [&](std::size_t, double beta, int epochs) {
          step.show(static_cast<double>(epochs) / minimiser.epochs.value_or(sweep.setup.stopping.max_epochs),
                    fmt::format("beta {:.4g}", beta));
        };
        std::vector<float> theta;
        const PathPoint<float> point = minimise(sweep, minimiser, step, theta);
        write_sweep(step.segment, {measure(point, training_set, test_set)});
      },
      [&](const Segments& segments, RunWriter& file) { write_all(sweep, segments, file); });
}

}  // namespace caldera
