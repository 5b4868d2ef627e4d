#pragma once
// Panels of Fig. 4 that show errors along curves, and what they share with those of the paths.

#include <string>
#include <vector>

#include "plots/figure/figure.h"
#include "plots/mode_connectivity/pairs.h"

namespace caldera {

using Pairs = std::vector<ModePair>;

/// Places of the panels: two columns.
constexpr Box left_of(double bottom, double top) { return {0.09, 0.48, bottom, top}; }
constexpr Box right_of(double bottom, double top) { return {0.6, 0.98, bottom, top}; }

/// "M₁ → M₃", and the colour of the pair with this number.
std::string name_of(const ModePair& pair);
const char* colour_of(std::size_t pair);

/// Training and test error along the whole route, the last leg included.
Panel routes(const Pairs& pairs);

/// Training error along all curves of all pairs, against the position on the curve.
Panel along_curves(const Pairs& pairs);

/// A row a kind of curve: a disc for the largest training error of each pair, a circle for the
/// largest test error.
Panel largest_errors(const Pairs& pairs);

}  // namespace caldera
