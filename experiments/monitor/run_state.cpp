#include "experiments/monitor/run_state.h"

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const std::string group = "/state", why = "where the run goes on";

const Columns<RunState> columns = {
    {"stage", "1", why, &RunState::stage},
    {"epoch", "1", why, &RunState::epoch},
    {"step", "1", why, &RunState::step},
    {"stopped", "1", why, &RunState::stopped},
    {"learning_rate", "1", why, &RunState::learning_rate},
    {"pull_factor", "1", why, &RunState::pull_factor},
    {"stage_epochs", "1", why, [](auto& state) { return &state.at_stage.epochs; }},
    {"without_best", "1", why, [](auto& state) { return &state.at_stage.without_best; }},
    {"best", "1", why, [](auto& state) { return &state.at_stage.best; },
     "infinite: no epoch of this stage is done"},
    {"theta", "1", why, &RunState::theta},
    {"optimizer_steps", "1", why, [](auto& state) { return &state.optimizer.steps; }},
    {"optimizer_moments", "1", why, [](auto& state) { return &state.optimizer.moments; }},
    {"eigenvectors", "1", why, &RunState::eigenvectors},
};

}  // namespace

void write_state(RunWriter& segment, const RunState& state) {
  columns.write_alone(segment, group, state);
}

RunState read_state(const RunFile& segment) { return columns.read_alone(segment, group); }

}  // namespace caldera
