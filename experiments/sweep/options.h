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

/// The ranges of options of a training.
inline constexpr WholeRange epoch_range{1, 10000};

/// Adds the options of a sweep but for those of its training, which a case may set; and --gemm, --simd
/// and --threads. What `sweep` holds is the default.
void add_sweep_options(CommandLine& line, Sweep& sweep, GridOptions& grid);

/// Adds --batch, --max-epochs, --patience and --learning-rate. What `setup` holds is the default.
void add_training_options(CommandLine& line, TrainingSetup& setup);

}  // namespace caldera
