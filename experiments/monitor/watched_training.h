#pragma once
// Training runs under the monitor as run files. A segment every few epochs: interrupted at any moment,
// the same call goes on to the same bits.

#include <filesystem>
#include <functional>
#include <string>

#include "experiments/monitor/training_run.h"
#include "experiments/run/run_identity.h"

namespace caldera {

struct WatchedTraining {
  std::string program;  ///< for messages and run files
  std::string profile = "study";
  TrainingPlan plan = {};
  std::filesystem::path out;
  Configuration configuration = {};  ///< what the program adds: its grid, where it starts …
};

/// Whether the run file is there already; if so, says so, and clears away what a kill left.
bool is_complete(const WatchedTraining& training);

/// Trains, or goes on, and writes the run file: the record (run_record.h) and the last weights as a
/// model. Prints what was written where.
void run_training(const WatchedTraining& training);

/// A whole run without files, for studies of many short ones.
RunRecord watch_training(const TrainingPlan& plan, const TrainingData& data);

}  // namespace caldera
