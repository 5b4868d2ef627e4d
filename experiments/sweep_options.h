#pragma once
// The options that all sweeps share.

#include <CLI/CLI.hpp>
#include <optional>

#include "experiments/sweep.h"

namespace caldera {

/// What is given instead of the profile's grid.
struct GridOptions {
  std::optional<double> step, max;

  /// `grid` but for what is given.
  BetaGrid applied_to(const BetaGrid& grid) const {
    return {.step = step.value_or(grid.step), .max = max.value_or(grid.max)};
  }
};

/// Adds the options of a sweep, --gemm, --simd and --threads. What `sweep` holds is the default.
void add_sweep_options(CLI::App& app, Sweep& sweep, GridOptions& grid);

}  // namespace caldera
