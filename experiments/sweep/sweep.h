#pragma once
// A sweep over β: the Pathfinder with a network, and its run file with the weights at each β. The
// origin sweep starts at random weights, with the origin as reference.
//
// At each β, training goes on from the weights that it ended with at the last one, with a fresh optimizer or,
// where the set-up says so, with the last one. One segment a β: interrupted at any moment, the same call goes
// on after the last finished β, to the same bits.

#include <filesystem>
#include <string>
#include <vector>

#include "caldera/autograd/regulariser.h"
#include "experiments/model/training_setup.h"
#include "experiments/run/run_file.h"
#include "experiments/run/run_identity.h"
#include "experiments/study/profile.h"

namespace caldera {

/// A sweep: what it is, where from, and where to.
struct Sweep {
  std::string program;  ///< for messages and run files
  std::string profile = "study";
  TrainingSetup setup = {};
  std::vector<float> start = {};
  Regulariser<float> pull = {};      ///< its β is set from `betas`
  std::vector<double> betas = {};    ///< in the order in which they are visited
  std::vector<int> epochs = {};      ///< at each of these β, at most the rule's; empty: by the rule
  std::filesystem::path out;         ///< run file
  Configuration configuration = {};  ///< what the program adds to that of the set-up: its grid …
};

/// β over a grid, in ascending order; the configuration says so.
void set_grid(Sweep& sweep, const BetaGrid& grid);

/// What an origin sweep reports as its loss, as its run file says: of the convolutional network what is
/// minimised, E + (β/2)‖θ‖²; of all others E + β‖θ‖².
PullConvention origin_convention_of(const RunFile& origin_sweep);

/// Runs the sweep, or the rest of it, unless its run file is there already, and writes that file:
/// the table of experiments/sweep/record.h, the parameters at every β as /sweep/parameters, and
/// those at the last β as a model. Prints what was written where.
void run_sweep(const Sweep& sweep);

}  // namespace caldera
