#pragma once
// Studies of many short training runs on the same data, each under the monitor, in one run file:
//
//   /run          seed, batch and learning rate of each run
//   /run00/step, /run00/epoch, /run00/curvature, /run01/…   its signals (signal_reader.h)

#include <vector>

#include "experiments/monitor/decisions.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// One run of a group.
struct GroupRun {
  double seed = 0;
  double batch = 0;          ///< examples a step
  double learning_rate = 0;  ///< at the start
  Samples samples = {};
};

/// The signals of run `number`, as they lie in the run file and, alone, in the run's segment.
void write_samples(RunWriter& file, std::size_t number, const Samples& samples);
Samples read_samples(const RunFile& file, std::size_t number);

/// All runs.
void write_group(RunWriter& file, const std::vector<GroupRun>& runs);

/// The inverse. Throws InputError for a file of another kind.
std::vector<GroupRun> read_group(const RunFile& file);

}  // namespace caldera
