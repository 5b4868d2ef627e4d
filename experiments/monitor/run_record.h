#pragma once
// What a watched training run leaves in its run file, and, piece by piece, in its segments:
//
//   /step, /epoch, /curvature   the signals, a dataset each (signal_reader.h)
//   /decision                   what the rules made of flags, and the checkpoints around each
//   /rule/text                  the rules
//   /trajectory                 the checkpoints: parameters, and where each was

#include <string>
#include <vector>

#include "experiments/monitor/decisions.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// Weights that were kept.
struct Checkpoint {
  double epoch = 0;  ///< epochs of the run that were done
  double step = 0;   ///< the same in steps
  double beta = 0;   ///< of the pull under which they were trained last
  std::vector<float> theta = {};
};

/// Everything that a run says, or a part of it.
struct RunRecord {
  Samples samples = {};
  std::vector<Decision> decisions = {};
  std::vector<Checkpoint> trajectory = {};

  /// How long each list is: where the next part of it begins.
  struct Lengths {
    std::size_t steps = 0, epochs = 0, curvature = 0, decisions = 0, trajectory = 0;
  };
  Lengths lengths() const;
  RunRecord from(const Lengths& first) const;
};

/// Rows of the trajectory around a flag: the last before it began, the first not before it was
/// confirmed, and the one after that, or the last that there is.
struct FlagCheckpoints {
  std::size_t before = 0, during = 0, after = 0;
};
FlagCheckpoints checkpoints_around(const Decision& flag, const std::vector<Checkpoint>& trajectory);

/// Writes the signals as <group>/step, /epoch and /curvature.
void write_samples(RunWriter& file, const std::string& group, const Samples& samples);

void write_record(RunWriter& file, const RunRecord& record);

/// Adds the record of a file, or of a segment, to `record`. Throws InputError for a damaged one.
void append_record(RunRecord& record, const RunFile& file);

/// The rules and, of each decision, the numbers of the checkpoints around its flag: what a run file
/// has that its segments do not.
void write_rules(RunWriter& file, const std::vector<Rule>& rules, const RunRecord& record);

/// The texts of the rules.
std::vector<std::string> read_rules(const RunFile& file);

}  // namespace caldera
