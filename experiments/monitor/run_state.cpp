#include "experiments/monitor/run_state.h"

namespace caldera {

namespace {

struct Counter {
  const char* name;
  std::int64_t RunState::*member;
};
constexpr Counter counters[] = {
    {"stage", &RunState::stage},
    {"epoch", &RunState::epoch},
    {"step", &RunState::step},
    {"stopped", &RunState::stopped},
};

struct Number {
  const char* name;
  double RunState::*member;
};
constexpr Number numbers[] = {
    {"learning_rate", &RunState::learning_rate},
    {"pull_factor", &RunState::pull_factor},
};

const Description internal = {"1", "where the run goes on"};

std::string path_of(const std::string& name) { return "/state/" + name; }

}  // namespace

void write_state(RunWriter& segment, const RunState& state) {
  for (const auto& [name, member] : counters)
    segment.scalar(path_of(name), state.*member, internal);
  for (const auto& [name, member] : numbers)
    segment.scalar(path_of(name), state.*member, internal);
  segment.scalar(path_of("stage_epochs"), state.at_stage.epochs, internal);
  segment.scalar(path_of("without_best"), state.at_stage.without_best, internal);
  segment.scalar(path_of("best"), state.at_stage.best,
                 {internal.units, internal.long_name, "infinite: no epoch of this stage is done"});
  segment.vector(path_of("theta"), state.theta, internal);
  segment.scalar(path_of("optimizer_steps"), state.optimizer.steps, internal);
  segment.vector(path_of("optimizer_moments"), state.optimizer.moments, internal);
  segment.vector(path_of("eigenvectors"), state.eigenvectors, internal);
}

RunState read_state(const RunFile& segment) {
  RunState state;
  for (const auto& [name, member] : counters)
    state.*member = segment.scalar<std::int64_t>(path_of(name));
  for (const auto& [name, member] : numbers) state.*member = segment.scalar<double>(path_of(name));
  state.at_stage = {segment.scalar<std::int64_t>(path_of("stage_epochs")),
                    segment.scalar<std::int64_t>(path_of("without_best")),
                    segment.scalar<double>(path_of("best"))};
  state.theta = segment.vector<float>(path_of("theta"));
  state.optimizer.steps = segment.scalar<std::int64_t>(path_of("optimizer_steps"));
  state.optimizer.moments = segment.vector<float>(path_of("optimizer_moments"));
  state.eigenvectors = segment.vector<double>(path_of("eigenvectors"));
  return state;
}

}  // namespace caldera
