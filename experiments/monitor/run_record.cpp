#include "experiments/monitor/run_record.h"

#include <algorithm>

#include "experiments/run/table.h"

namespace caldera {

namespace {

constexpr Quantity<Decision> decision_quantities[] = {
    {"rule", "1", "number of the rule, from 0", &Decision::rule},
    {"epoch", "epoch", "epochs done when it was made", &Decision::epoch},
    {"start", "step", "step at which the change began", &Decision::start},
    {"confirmed", "step", "step of the sample at which the detector was sure",
     &Decision::confirmed},
    {"deviations", "1", "deviation there, in the detector's standard deviations",
     &Decision::deviations, "infinite: what the detector compares with had no deviation"},
    {"witness", "step", "step of the witness's flag; -1: none", &Decision::witness},
    {"acts", "1", "1: the rule acted; 0: the witness did not confirm the flag", &Decision::acts},
    {"before", "1", "learning rate, beta or step before the action", &Decision::before},
    {"after", "1", "the same behind it", &Decision::after},
};

constexpr Quantity<Checkpoint> checkpoint_quantities[] = {
    {"epoch", "epoch", "epochs of the run that were done", &Checkpoint::epoch},
    {"step", "step", "steps of the run that were done", &Checkpoint::step},
    {"beta", "1", "regularisation strength", &Checkpoint::beta},
};

template <class T>
std::vector<T> tail(const std::vector<T>& all, std::size_t first) {
  return {all.begin() + static_cast<std::ptrdiff_t>(first), all.end()};
}

}  // namespace

RunRecord::Lengths RunRecord::lengths() const {
  return {samples.steps.rows.size(), samples.epochs.rows.size(), samples.curvature.rows.size(),
          decisions.size(), trajectory.size()};
}

RunRecord RunRecord::from(const Lengths& first) const {
  return {.samples = {rows_from(samples.steps, first.steps),
                      rows_from(samples.epochs, first.epochs),
                      rows_from(samples.curvature, first.curvature)},
          .decisions = tail(decisions, first.decisions),
          .trajectory = tail(trajectory, first.trajectory)};
}

FlagCheckpoints checkpoints_around(const Decision& flag,
                                   const std::vector<Checkpoint>& trajectory) {
  const auto number_of = [&](auto at) { return static_cast<std::size_t>(at - trajectory.begin()); };
  const std::size_t last = trajectory.size() - 1;
  const std::size_t behind_start =
      number_of(std::ranges::upper_bound(trajectory, flag.start, {}, &Checkpoint::step));
  const std::size_t during =
      number_of(std::ranges::lower_bound(trajectory, flag.confirmed, {}, &Checkpoint::step));
  return {std::max<std::size_t>(behind_start, 1) - 1, std::min(during, last),
          std::min(during + 1, last)};
}

void write_record(RunWriter& file, const RunRecord& record) {
  write_signals(file, "/step", record.samples.steps);
  write_signals(file, "/epoch", record.samples.epochs);
  write_signals(file, "/curvature", record.samples.curvature);
  write_table<Decision>(file, "/decision", record.decisions, decision_quantities);
  write_table<Checkpoint>(file, "/trajectory", record.trajectory, checkpoint_quantities);
  std::vector<float> parameters;
  for (const Checkpoint& checkpoint : record.trajectory)
    parameters.insert(parameters.end(), checkpoint.theta.begin(), checkpoint.theta.end());
  const std::size_t count = record.trajectory.size();
  const std::size_t cols = count == 0 ? 0 : parameters.size() / count;
  file.matrix<float>("/trajectory/parameters", {parameters.data(), count, cols},
                     {"1", "parameters, flat"});
}

void append_record(RunRecord& record, const RunFile& file) {
  append_signals(record.samples.steps, file, "/step");
  append_signals(record.samples.epochs, file, "/epoch");
  append_signals(record.samples.curvature, file, "/curvature");
  const auto decisions = read_table<Decision>(file, "/decision", decision_quantities);
  record.decisions.insert(record.decisions.end(), decisions.begin(), decisions.end());
  auto trajectory = read_table<Checkpoint>(file, "/trajectory", checkpoint_quantities);
  const auto parameters = read_rows<float>(file, "/trajectory/parameters", trajectory.size());
  for (std::size_t i = 0; i < trajectory.size(); ++i) {
    const auto row = parameters.view().row(i);
    trajectory[i].theta.assign(row.begin(), row.end());
    record.trajectory.push_back(std::move(trajectory[i]));
  }
}

void write_rules(RunWriter& file, const std::vector<Rule>& rules, const RunRecord& record) {
  std::vector<std::string> texts;
  for (const Rule& rule : rules) texts.push_back(rule.text);
  file.vector("/rule/text", texts, {"1", "the rules, in the order of their numbers"});
  std::vector<std::int64_t> before, during, after;
  for (const Decision& flag : record.decisions) {
    const FlagCheckpoints around = checkpoints_around(flag, record.trajectory);
    before.push_back(static_cast<std::int64_t>(around.before));
    during.push_back(static_cast<std::int64_t>(around.during));
    after.push_back(static_cast<std::int64_t>(around.after));
  }
  file.vector("/decision/checkpoint_before", before, {"1", "row of /trajectory before the flag"});
  file.vector("/decision/checkpoint_during", during, {"1", "row of /trajectory at the flag"});
  file.vector("/decision/checkpoint_after", after, {"1", "row of /trajectory after the flag"});
}

std::vector<std::string> read_rules(const RunFile& file) {
  return file.vector<std::string>("/rule/text");
}

}  // namespace caldera
