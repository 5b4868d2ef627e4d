#pragma once
// Following the minimum of E + (c/2)‖θ − θ_ref‖² of an MLP on MNIST while the pull grows: what the
// origin sweep and the Pathfinder have in common.
//
// β takes the values of a grid in ascending order. At each, training goes on from the weights that
// it ended with at the last one, with a fresh optimizer. One segment a β: interrupted at any moment,
// the same call goes on after the last finished β, to the same bits.

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/profile.h"
#include "experiments/storage/run_identity.h"
#include "nn/network.h"
#include "nn/regulariser.h"
#include "nn/training.h"

namespace caldera {

/// A sweep: what it is, where from, and where to. `pull.beta` is set from the grid.
struct Sweep {
  std::string program;  ///< for messages and run files
  std::string profile = "study";
  std::int64_t seed = 1;  ///< of the shuffles
  NetworkShape shape = {};
  std::vector<float> start = {};
  Regulariser<float> pull = {};
  BetaGrid grid = {};
  double learning_rate = 0.0015;  ///< of Adam
  int batch = 64;
  StoppingRule stopping = {};
  std::filesystem::path data = "data/mnist";  ///< folder of MNIST
  std::filesystem::path out;                  ///< run file
  Configuration configuration = {};           ///< what the program adds to that of every sweep
};

/// Throws InputError naming the first option that is out of its range. `start` is not looked at.
void check(const Sweep& sweep);

/// Whether the run file is there already; if so, says so, and clears away what a kill left.
bool is_complete(const Sweep& sweep);

/// Runs the sweep, or the rest of it, and writes the run file: the table of experiments/sweep_table.h,
/// the parameters at every β as /sweep/parameters, and those at the last β as a model. Prints what
/// was written where.
void run_sweep(const Sweep& sweep);

}  // namespace caldera
