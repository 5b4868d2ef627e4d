#pragma once
// What a run of linear_cascade found, as series. Modes are counted from 0.

#include "caldera/nn/models/linear_mode.h"
#include "experiments/linear_cascade/record.h"
#include "plots/figure/figure.h"

namespace caldera {

/// a^D along the curve β = b(a) (nn/models/linear_mode.h), against β.
Series closed_form(const LinearMode& mode, const Style& style);

/// The product of a mode along a path, against β.
Series product_line(const LinearPath& path, std::size_t mode, const Style& style);

/// Each `step`-th point of it, from `first` on.
Series product_points(const LinearPath& path, std::size_t mode, std::size_t first, std::size_t step,
                      const Style& style);

/// The part of a curve before it loses stability, and the rest with the last point before it.
struct CurveParts {
  LinearPath minima, saddles;
};
CurveParts parts_of(const LinearPath& curve);

/// Rows of the run's tables for one depth and mode: jump against step of β, as β rises or falls;
/// |λ| against the distance in β, of saddles or of minima.
Series jump_points(const LinearRun& run, std::size_t depth, std::size_t mode, bool rising);
Series eigenvalue_points(const LinearRun& run, std::size_t depth, std::size_t mode, bool saddles);

/// The fitted power laws, over the distances that they were fitted to.
Series power_laws(const LinearRun& run, const Style& style);

}  // namespace caldera
