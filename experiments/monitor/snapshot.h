#pragma once
// A moment of a training run, copied, so that its signals can be computed while training goes on.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "caldera/autograd/regulariser.h"

namespace caldera {

enum class Moment {
  epoch_start,  ///< what later moments of the epoch are compared with
  step,         ///< before and after one step of the optimizer
  epoch_end,
  curvature,    ///< at the beginning of an epoch, on a subset
};

struct Snapshot {
  Moment moment = Moment::step;
  std::int64_t step = 0;  ///< of the run, counted from 0: steps that were done before
  double epoch = 0;       ///< of the run: epochs that were done before, and the share of this one
  double learning_rate = 0;
  Regulariser<float> pull = {};     ///< its reference outlives the run
  std::vector<float> theta = {};    ///< P
  double error = 0;                 ///< step: E on the mini-batch; epoch_end: its running mean

  // Of a step alone:
  std::vector<float> gradient = {};      ///< of E on the mini-batch, P
  double update_norm = 0;                ///< how far the step moved θ
  std::vector<double> example_squares = {};  ///< ‖gᵢ‖² of each example of the mini-batch
};

}  // namespace caldera
