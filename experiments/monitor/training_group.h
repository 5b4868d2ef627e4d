#pragma once
// Studies of many short training runs on the same data, each under the monitor, in one run file:
//
//   /run          seed, batch and learning rate of each run
//   /run00/step, /run00/epoch, /run00/curvature, /run01/…   its signals (signal_reader.h)

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "experiments/monitor/training_run.h"
#include "experiments/run/run_identity.h"

namespace caldera {

/// One run of a group.
struct GroupRun {
  double seed = 0;
  double batch = 0;          ///< examples a step
  double learning_rate = 0;  ///< at the start
  Samples samples = {};
};

struct TrainingGroup {
  RunIdentity identity = {};
  std::vector<TrainingPlan> plans = {};
  /// Ends a run after an epoch; none: a run ends when its plan does.
  std::function<bool(const Samples& samples)> is_over = {};
  /// Adds to the run file what the study has to say beside its runs.
  std::function<void(RunWriter& file)> add = {};
  std::filesystem::path out;
};

/// Makes the runs one after the other, or goes on where an interrupted call was, a segment a run, and
/// writes the run file. Prints what was written where.
void run_group(const TrainingGroup& group, const TrainingData& data);

/// The runs of a file. Throws InputError for a file of another kind.
std::vector<GroupRun> read_group(const RunFile& file);

}  // namespace caldera
