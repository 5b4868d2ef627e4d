#pragma once
// The runs of one study over its seeds, as the figures and the verdict use them.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/sweep_table.h"
#include "probes/transitions.h"

namespace caldera {

/// One run of the origin sweep and what the detector says of it.
struct SeedSweep {
  std::int64_t seed = 0;
  std::string profile;
  double step = 0;  ///< of β
  std::vector<SweepRow> rows;
  std::vector<Transition> transitions;
};

/// One run file. Throws InputError if it is no origin sweep.
SeedSweep load_sweep(const std::filesystem::path& file);

/// All `seed<k>.h5` of a folder, by seed. Throws InputError if there is none, or if they are of
/// different profiles.
std::vector<SeedSweep> load_sweeps(const std::filesystem::path& folder);

}  // namespace caldera
