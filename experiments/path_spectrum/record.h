#pragma once
// The table of eigenvalues along a path, one row per point, and how run files store it.

#include <vector>

#include "caldera/probes/spectrum/certificate.h"
#include "experiments/run/run_file.h"
#include "experiments/sweep/record.h"

namespace caldera {

/// One point. The eigenvalues are those of ∇²E, in nats.
struct SpectrumRow {
  double point = 0;              ///< its index in the sweep
  SweepRow sweep;                ///< of the sweep there
  std::vector<Eigenpair> pairs;  ///< ascending; as many at every point. The first is the smallest.
  double norm = 0;               ///< ‖∇²E‖: its largest Ritz value in magnitude
  double rounding = 0;  ///< of a product with an eigenvector, as measured; part of every bound
  double products = 0;           ///< Hessian-vector products spent
  double single = 0;             ///< 1 if all but the certificates' are in float, else 0
  double searched = 0;           ///< those of the last search for missing pairs
  double others_lowest = 0;      ///< all other eigenvalues lie from here to
  double others_highest = 0;     ///< here, but for missed_chance

  /// λ_min(∇²E) + c, the smallest eigenvalue of the Hessian of what is minimised; ± its bound.
  double margin() const { return pairs.front().value + sweep.pull_curvature; }
};

/// Where run files keep the distances at the path's transitions: the middle of each bracket.
inline constexpr const char* transition_distances = "/spectrum/transition_distance";

/// Writes rows as /spectrum/<quantity>, and what the sweep says of the points as /sweep.
void write_spectrum(RunWriter& file, const std::vector<SpectrumRow>& rows);

/// The inverse. Throws InputError for a file without such a table.
std::vector<SpectrumRow> read_spectrum(const RunFile& file);

}  // namespace caldera
