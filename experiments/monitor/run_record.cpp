#include "experiments/monitor/run_record.h"

#include <algorithm>

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<Decision> decision_columns = {
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

const Columns<Checkpoint> checkpoint_columns = {
    {"epoch", "epoch", "epochs of the run that were done", &Checkpoint::epoch},
    {"step", "step", "steps of the run that were done", &Checkpoint::step},
    {"beta", "1", "regularisation strength", &Checkpoint::beta},
    {"parameters", "1", "parameters, flat", &Checkpoint::theta},
};

const Columns<FlagCheckpoints> flag_columns = {
    {"checkpoint_before", "1", "row of /trajectory before the flag", &FlagCheckpoints::before},
    {"checkpoint_during", "1", "row of /trajectory at the flag", &FlagCheckpoints::during},
    {"checkpoint_after", "1", "row of /trajectory after the flag", &FlagCheckpoints::after},
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

void write_samples(RunWriter& file, const std::string& group, const Samples& samples) {
  write_signals(file, group + "/step", samples.steps);
  write_signals(file, group + "/epoch", samples.epochs);
  write_signals(file, group + "/curvature", samples.curvature);
}

void write_record(RunWriter& file, const RunRecord& record) {
  write_samples(file, "", record.samples);
  decision_columns.write(file, "/decision", record.decisions);
  checkpoint_columns.write(file, "/trajectory", record.trajectory);
}

void append_record(RunRecord& record, const RunFile& file) {
  append_signals(record.samples.steps, file, "/step");
  append_signals(record.samples.epochs, file, "/epoch");
  append_signals(record.samples.curvature, file, "/curvature");
  decision_columns.append(record.decisions, file, "/decision");
  checkpoint_columns.append(record.trajectory, file, "/trajectory");
}

void write_rules(RunWriter& file, const std::vector<Rule>& rules, const RunRecord& record) {
  std::vector<std::string> texts;
  for (const Rule& rule : rules) texts.push_back(rule.text);
  file.vector("/rule/text", texts, {"1", "the rules, in the order of their numbers"});
  std::vector<FlagCheckpoints> around;
  for (const Decision& flag : record.decisions)
    around.push_back(checkpoints_around(flag, record.trajectory));
  flag_columns.write(file, "/decision", around);
}

std::vector<std::string> read_rules(const RunFile& file) {
  return file.vector<std::string>("/rule/text");
}

}  // namespace caldera
