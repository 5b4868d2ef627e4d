#pragma once
// The minima on a plane, as far as its grid shows them, and how they move as β rises.

#include <optional>
#include <vector>

#include "experiments/slices/record.h"

namespace caldera {

/// A point of the grid, not on its rim, that lies below all its eight neighbours.
struct Well {
  PlanePoint at;
  double loss;
};

/// Those of L = E + (β/2)‖θ‖² on a plane, by ascending x, and y where x is equal.
std::vector<Well> wells(const Slice& plane, double beta);

/// What becomes of the first of several wells as β rises; nothing if it does not come to that below
/// twice the β of the slice, nor within 1 of it.
struct WellsFate {
  std::optional<double> equal;  ///< β at which the last one becomes the deeper of the two
  std::optional<double> gone;   ///< β from which there are fewer than two
};

/// Looks at the slice's β, and then at every multiple of 10⁻⁴ more. A plane with fewer than two
/// wells at its own β has no fate.
WellsFate fate_of_wells(const Slice& plane);

}  // namespace caldera
