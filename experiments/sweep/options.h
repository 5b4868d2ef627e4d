#pragma once
// The options that all sweeps share.

#include <optional>

#include "experiments/study/command_line.h"
#include "experiments/sweep/sweep.h"

namespace caldera {

/// What is given instead of the profile's.
struct GridOptions {
  std::optional<double> step, max, min;

  /// `grid` but for what is given.
  BetaGrid applied_to(BetaGrid grid) const {
    grid.step = step.value_or(grid.step);
    grid.max = max.value_or(grid.max);
    grid.min = min.value_or(grid.min);
    return grid;
  }
};

/// Adds the options of a sweep but for the learning rate, which a case may set; and --gemm, --simd
/// and
/// --threads. What `sweep` holds is the default.
void add_sweep_options(CommandLine& line, Sweep& sweep, GridOptions& grid);

}  // namespace caldera
