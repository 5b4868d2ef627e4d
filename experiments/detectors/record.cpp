#include "experiments/detectors/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/columns.h"

namespace caldera {
namespace {

const Columns<DetectorAlarms> alarm_columns = {
    {"rule", "1", "which of the rules", &DetectorAlarms::rule},
    {"noise", "1", "which of the noises", &DetectorAlarms::noise},
    {"held_out", "1", "1: series that no rule was tuned on", &DetectorAlarms::held_out},
    {"rate", "1", "flags per 10 000 samples without a change", &DetectorAlarms::rate},
    {"error", "1", "standard error of the rate", &DetectorAlarms::error},
};

const Columns<DetectorFinds> find_columns = {
    {"rule", "1", "which of the rules", &DetectorFinds::rule},
    {"noise", "1", "which of the noises", &DetectorFinds::noise},
    {"held_out", "1", "1: series that no rule was tuned on", &DetectorFinds::held_out},
    {"size", "1", "change of level, in deviations of the noise", &DetectorFinds::size},
    {"ramp", "sample", "samples until the change is complete", &DetectorFinds::ramp},
    {"rate", "1", "share of series in which it is found", &DetectorFinds::rate},
    {"error", "1", "standard error of the rate", &DetectorFinds::error},
    {"mean_delay", "sample", "mean delay where it is found", &DetectorFinds::mean_delay,
     "NaN: never found"},
    {"median_delay", "sample", "median delay where it is found", &DetectorFinds::median_delay,
     "NaN: never found"},
};

template <class Row>
bool is_of(const Row& row, const DetectorCase& of) {
  return row.rule == static_cast<double>(of.rule) && row.noise == static_cast<double>(of.noise) &&
         (row.held_out == 1) == of.held_out;
}

bool same_changes(const std::vector<DetectorFinds>& a, const std::vector<DetectorFinds>& b) {
  return std::ranges::equal(a, b, [](const DetectorFinds& x, const DetectorFinds& y) {
    return x.size == y.size && x.ramp == y.ramp;
  });
}

void check(const RunFile& file, const DetectorTable& table) {
  for (const auto& [name, texts] : {std::pair("rules", &table.rules), {"noises", &table.noises}}) {
    if (texts->empty()) file.refuse(fmt::format("/@{}", name), "at least one", "none");
    check_names(file, fmt::format("/@{}", name), *texts);
  }
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    for (std::size_t noise = 0; noise < table.noises.size(); ++noise)
      for (const bool held_out : {false, true}) {
        const DetectorCase of{rule, noise, held_out};
        const auto rows = std::ranges::count_if(
            table.false_alarms, [&](const DetectorAlarms& row) { return is_of(row, of); });
        if (rows != 1 || !same_changes(table.finds(of), table.finds({})))
          throw InputError("run file", file.path().string(),
                           fmt::format("one row of false alarms and equal changes for the rule "
                                       "'{}' in the noise '{}'",
                                       table.rules[rule], table.noises[noise]),
                           fmt::format("{} rows, or other changes", rows), "make the run again");
      }
}

/// "jump 3" or "ramp 2".
std::string describe(const DetectorFinds& change) {
  return fmt::format("{} {}", change.ramp == 1 ? "jump" : "ramp", change.size);
}

std::string line(const DetectorTable& table, const DetectorCase& of) {
  const DetectorAlarms& tuning = table.alarms({of.rule, of.noise, false});
  const DetectorAlarms& held_out = table.alarms(of);
  std::string text =
      fmt::format("| {} | {} | {:.2f} | {:.2f} ± {:.2f} |", table.rules[of.rule],
                  table.noises[of.noise], tuning.rate, held_out.rate, held_out.error);
  for (const DetectorFinds& found : table.finds(of))
    text += found.rate == 0
                ? " 0 |"
                : fmt::format(" {:.0f} %, {:.0f} |", 100 * found.rate, found.mean_delay);
  return text + "\n";
}

}  // namespace

const DetectorAlarms& DetectorTable::alarms(const DetectorCase& of) const {
  return *std::ranges::find_if(false_alarms,
                               [&](const DetectorAlarms& row) { return is_of(row, of); });
}

std::vector<DetectorFinds> DetectorTable::finds(const DetectorCase& of) const {
  std::vector<DetectorFinds> rows;
  for (const DetectorFinds& row : detection)
    if (is_of(row, of)) rows.push_back(row);
  return rows;
}

void write_detectors(RunWriter& file, const DetectorTable& table) {
  file.attribute("rules", table.rules);
  file.attribute("noises", table.noises);
  alarm_columns.write(file, "/false_alarms", table.false_alarms);
  find_columns.write(file, "/detection", table.detection);
}

DetectorTable read_detectors(const RunFile& file) {
  DetectorTable table;
  table.rules = file.attribute_list<std::string>("rules");
  table.noises = file.attribute_list<std::string>("noises");
  table.false_alarms = alarm_columns.read(file, "/false_alarms");
  table.detection = find_columns.read(file, "/detection");
  check(file, table);
  return table;
}

DetectorTable load_detectors(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "detectors");
  return read_detectors(file);
}

std::string text_table(const DetectorTable& table) {
  std::string head = "| rule | noise | false alarms: tuning | held out |",
              rule = "|---|---|---|---|";
  for (const DetectorFinds& change : table.finds({})) {
    head += fmt::format(" {} |", describe(change));
    rule += "---|";
  }
  std::string text = head + "\n" + rule + "\n";
  for (std::size_t k = 0; k < table.rules.size(); ++k)
    for (std::size_t noise = 0; noise < table.noises.size(); ++noise)
      text += line(table, {k, noise, true});
  return text;
}

}  // namespace caldera
