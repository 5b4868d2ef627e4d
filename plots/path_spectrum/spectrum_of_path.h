#pragma once
// The spectra along a path, from one run file or from several that each have a part of its points.

#include <filesystem>
#include <vector>

#include "experiments/path_spectrum/record.h"
#include "experiments/run/run_identity.h"

namespace caldera {

/// The points of a path, and r at its transitions.
struct SpectrumOfPath {
  std::vector<SpectrumRow> rows;    ///< in order of β
  std::vector<double> transitions;  ///< distances, the largest first
  RunIdentity identity;             ///< of the first file, without its part

  /// How many eigenvalues of largest magnitude each point has. There is one more: the smallest was
  /// asked for by itself.
  std::size_t count() const { return rows.front().pairs.size() - 1; }
};

/// From one file or more. Throws InputError for a file of another study, and for parts that are not of
/// one path: of other configurations but for the part, or two points at one β.
SpectrumOfPath load_spectrum(const std::vector<std::filesystem::path>& files);

/// The pairs of largest magnitude at a point, the largest first.
std::vector<Eigenpair> by_magnitude(const SpectrumRow& row);

}  // namespace caldera
