#pragma once
// What a segment keeps, beside its part of the record, so that an interrupted training run can
// continue.

#include <cstdint>
#include <vector>

#include "caldera/autograd/optimizer.h"
#include "caldera/nn/training/training.h"
#include "experiments/run/run_file.h"

namespace caldera {

struct RunState {
  std::int64_t stage = 0;         ///< values of β that are done with
  std::int64_t epoch = 0;         ///< epochs done in all
  std::int64_t step = 0;          ///< steps done in all
  std::int64_t stopped = 0;       ///< 1: a rule has ended the run
  StoppingState at_stage = {};    ///< of the epochs at this β
  double learning_rate = 0;
  double pull_factor = 1;  ///< that rules have multiplied β by
  std::vector<float> theta = {};
  OptimizerState<float> optimizer = {};
  std::vector<double> eigenvectors = {};  ///< the monitor's
};

void write_state(RunWriter& segment, const RunState& state);

/// The inverse. Throws InputError for a segment without one.
RunState read_state(const RunFile& segment);

}  // namespace caldera
