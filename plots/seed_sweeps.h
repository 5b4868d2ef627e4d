#pragma once
// The runs of one study over its seeds, as the figures and the verdict use them.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "caldera/probes/transitions/transitions.h"
#include "experiments/run/run_identity.h"
#include "experiments/sweep/record.h"

namespace caldera {

/// One run of a sweep and what the detector says of it.
struct SeedSweep {
  std::int64_t seed = 0;
  std::string profile;
  double step = 0;  ///< of β, at its smallest values
  std::vector<SweepRow> rows;  ///< in order of β, also of a sweep in which β fell
  std::vector<Transition> transitions;
  std::filesystem::path file = {};     ///< where it was read from
  Configuration configuration = {};
};

/// An option of a sweep's run: "dataset", "architecture" … Throws InputError, naming the file, if the
/// run does not say, or not as a T.
template <class T>
T option_of(const SeedSweep& sweep, const std::string& name);

/// For figures that show digits: throws InputError unless the sweep is one on MNIST.
void check_digits(const SeedSweep& sweep);

/// For figures that lay two sweeps over one another: throws InputError unless both are of one network
/// on one data set.
void check_alike(const SeedSweep& sweep, const SeedSweep& other);

/// One run file. Transitions are looked for from the smallest β on, as far as the steps are even: a
/// falling sweep takes coarse ones where nothing happens. Throws InputError if the file is of
/// another study.
SeedSweep load_sweep(const std::filesystem::path& file,
                     const std::string& study = "origin_sweep");

/// The same for a sweep of any study: the origin sweep, the Pathfinder, or the way back.
SeedSweep load_any_sweep(const std::filesystem::path& file);

/// All of these, by seed. Throws InputError if one is of another study, or if they are of different
/// profiles.
std::vector<SeedSweep> load_sweeps(const std::vector<std::filesystem::path>& files,
                                   const std::string& study = "origin_sweep");

}  // namespace caldera
