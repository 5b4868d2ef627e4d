#pragma once
// Training runs under the monitor as run files. A segment every few epochs: interrupted at any moment,
// the same call goes on to the same bits.

#include <filesystem>
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

/// Trains, or goes on, unless the run file is there already, and writes it: the record
/// (run_record.h) and the last weights as a model. Prints what was written where. False: it was there.
bool run_training(const WatchedTraining& training);

}  // namespace caldera
