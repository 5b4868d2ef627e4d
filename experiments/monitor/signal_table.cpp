#include "experiments/monitor/signal_table.h"

#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

std::vector<double> SignalTable::column(const std::string& name) const {
  const auto found = std::ranges::find(signals, name, &Signal::name);
  if (found == signals.end()) {
    std::string names = "one of:";
    for (const Signal& signal : signals) names += " " + signal.name;
    throw InputError("unknown signal", "signal", names, "'" + name + "'", "name one of them");
  }
  const auto j = static_cast<std::size_t>(found - signals.begin());
  std::vector<double> values;
  for (const std::vector<double>& row : rows) values.push_back(row[j]);
  return values;
}

void add(SignalTable& table, const Sample& sample) {
  if (table.signals.empty())
    for (const Measurement& measurement : sample) table.signals.push_back(measurement.signal);
  assert(table.signals.size() == sample.size());
  std::vector<double>& row = table.rows.emplace_back(table.signals.size());
  for (const Measurement& measurement : sample) {
    const auto at = std::ranges::find(table.signals, measurement.signal.name, &Signal::name);
    assert(at != table.signals.end());
    row[static_cast<std::size_t>(at - table.signals.begin())] = measurement.value;
  }
}

SignalTable rows_from(const SignalTable& table, std::size_t first) {
  return {table.signals, {table.rows.begin() + static_cast<std::ptrdiff_t>(first), table.rows.end()}};
}

namespace {

/// What a signal that is not finite means; nothing for those that always are.
std::string non_finite_of(const std::string& signal) {
  if (signal == "alignment" || signal == "top_share")
    return "NaN: no eigenvectors are known yet";
  if (signal == "noise_scale" || signal == "critical_batch")
    return "infinite: noise, but no signal";
  return "";
}

}  // namespace

void write_signals(RunWriter& file, const std::string& group, const SignalTable& table) {
  for (const Signal& signal : table.signals)
    file.vector(group + "/" + signal.name, table.column(signal.name),
                {signal.units, signal.long_name, non_finite_of(signal.name)});
}

void append_signals(SignalTable& table, const RunFile& file, const std::string& group) {
  if (!file.has(group)) return;
  if (table.signals.empty())
    for (const std::string& name : file.members(group)) {
      const Description description = file.description(group + "/" + name);
      table.signals.push_back({name, description.units, description.long_name});
    }
  const std::size_t first = table.rows.size();
  Length length;
  for (std::size_t j = 0; j < table.signals.size(); ++j) {
    const auto values = file.vector<double>(group + "/" + table.signals[j].name, length);
    length = values.size();
    table.rows.resize(first + values.size(), std::vector<double>(table.signals.size()));
    for (std::size_t i = 0; i < values.size(); ++i) table.rows[first + i][j] = values[i];
  }
}

SignalTable read_signals(const RunFile& file, const std::string& group) {
  SignalTable table;
  append_signals(table, file, group);
  for (const Signal& signal : table.signals) check_names(file, group, {signal.name});
  if (!table.signals.empty() && table.rows.empty())
    file.refuse(group, "at least one sample", "none");
  return table;
}

}  // namespace caldera
