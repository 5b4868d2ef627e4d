#pragma once
// The published eigenvalues of ∇²E along the path to T₄ (arXiv 2512.11866, Fig. 3), as magnitudes: the
// ten largest and the fiftieth. Printed by tools/published_curves.py.

#include <array>
#include <span>

#include "plots/published/curves.h"

namespace caldera::published {

/// Ranks by magnitude of the eigenvalues that are kept.
inline constexpr std::array<std::size_t, 11> eigenvalue_ranks = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50};

/// One for each of these ranks.
using Eigenvalues = std::array<double, eigenvalue_ranks.size()>;

/// One point of the path, in nats.
struct SpectrumPoint {
  double beta;
  double distance;  ///< r₄
  Eigenvalues magnitudes;
};

/// Local lines: at a place of the path, or the change over a transition beyond the trends.
struct SpectrumPlace {
  double beta;
  Eigenvalues mean, deviation, trend;

  /// Of one eigenvalue.
  Sample at(std::size_t k) const { return {mean[k], deviation[k], trend[k]}; }
};

struct Spectrum {
  std::span<const SpectrumPoint> points;
  std::span<const SpectrumPlace> places;
  std::span<const SpectrumPlace> jumps;  ///< at the path's transitions, in their order
};

extern const Spectrum spectrum;

}  // namespace caldera::published
