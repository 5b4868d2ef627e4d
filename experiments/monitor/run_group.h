#pragma once
// Makes the run file of a group of training runs (experiments/monitor/training_group.h).

#include <functional>
#include <vector>

#include "experiments/monitor/training_run.h"
#include "experiments/study/steps.h"

namespace caldera {

struct TrainingGroup {
  StudyRun run;
  std::vector<TrainingPlan> plans = {};
  /// Ends a run after an epoch; none: a run ends when its plan does.
  std::function<bool(const Samples& samples)> is_over = {};
  /// Adds to the run file what the study has to say beside its runs.
  std::function<void(RunWriter& file)> add = {};
};

/// Makes the runs one after the other, or goes on where an interrupted call was, one segment per run,
/// and writes the run file. Prints what was written where.
void run_group(const TrainingGroup& group, const TrainingData& data);

}  // namespace caldera
