#pragma once
// Which of the Ritz values an eigensolver is after, and whether its options can be met at all.

#include <cstddef>
#include <span>
#include <vector>

#include "caldera/probes/spectrum/lanczos.h"

namespace caldera {

/// How many pairs are wanted in all.
std::size_t wanted_count(const EigenOptions& options);

/// Throws InputError for options that contradict each other or the dimension.
void check_options(const EigenOptions& options, std::size_t dim);

/// The `count` ≥ 1 values that come first in what is wanted, as ascending indices of the ascending
/// values: some from either end. For more than the wanted ones, by magnitude or in proportion to
/// top and bottom.
std::vector<std::size_t> first_wanted(std::span<const double> values, const EigenOptions& options,
                                      std::size_t count);

/// The wanted ones among the Ritz values, in a form that shows whether a new one has come in:
/// ascending, and without signs if only magnitudes count.
std::vector<double> ranking(std::span<const double> values, const EigenOptions& options);

}  // namespace caldera
