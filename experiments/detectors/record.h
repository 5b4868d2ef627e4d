#pragma once
// What the program detectors writes; read by its figure and the verdict. In the run file:
//
//   /                attributes rules and noises: the names behind the numbers below, from 0
//   /false_alarms    a row for each set of series, noise and rule
//   /detection       a row for each set of series, noise, change and rule
//
// All columns are numbers; whole ones and choices too are stored as such.

#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// What a row is about.
struct DetectorCase {
  std::size_t rule = 0, noise = 0;
  bool held_out = false;  ///< 0: series that rules may be tuned on, 1: others
};

/// Flags in series without a change (probes/detectors/measure.h).
struct DetectorAlarms {
  double rule = 0, noise = 0, held_out = 0;
  double rate = 0;   ///< per 10 000 samples
  double error = 0;  ///< its standard error
};

/// What became of a change (probes/detectors/measure.h).
struct DetectorFinds {
  double rule = 0, noise = 0, held_out = 0;
  double size = 0;  ///< in σ
  double ramp = 1;  ///< samples; 1: a jump
  double rate = 0;  ///< share of series in which it is found
  double error = 0;
  double mean_delay = 0, median_delay = 0;  ///< samples; NaN if it is never found
};

struct DetectorTable {
  std::vector<std::string> rules, noises;
  std::vector<DetectorAlarms> false_alarms;
  std::vector<DetectorFinds> detection;

  /// The row of a case, which there is; and its rows, change by change.
  const DetectorAlarms& alarms(const DetectorCase& of) const;
  std::vector<DetectorFinds> finds(const DetectorCase& of) const;
};

void write_detectors(RunWriter& file, const DetectorTable& table);

/// Throws InputError if a case has not one row of false alarms, or not the same changes as the
/// first.
DetectorTable read_detectors(const RunFile& file);

/// Those of a run file. Throws InputError for one of another study, too.
DetectorTable load_detectors(const std::filesystem::path& path);

/// The held-out series as a table in Markdown, with the false alarms of the others beside: a line a
/// rule and noise; of each change the share that is found and the mean delay, "94 %, 14".
std::string text_table(const DetectorTable& table);

}  // namespace caldera
