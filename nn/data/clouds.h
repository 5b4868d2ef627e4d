#pragma once
// Clouds of points in the plane: data with nested classes, simple enough for a figure to show all
// of it.

#include <cstdint>

#include "caldera/nn/data/dataset.h"

namespace caldera {

/// Four normal clouds in two pairs. What tells the pairs apart is `between` long, what tells the two
/// of a pair apart `within`, which is less: digits in miniature, of which some are alike.
///
///     class 1 ·          · class 3     x₂ = +within/2
///     class 0 ·          · class 2     x₂ = −within/2       left and right pair: x₁ = ∓between/2
struct NestedPairs {
  double between = 2;       ///< from pair to pair
  double within = 1;        ///< from class to class in a pair
  double deviation = 0.1;   ///< standard deviation of each coordinate
  std::size_t each = 40;    ///< examples a class
};

/// Example i is of class i mod 4. Stream: the seed, purpose cloud_data; the elements 2i and 2i + 1
/// are the deviations of its x₁ and x₂. Nothing is standardised.
Dataset nested_pairs(const NestedPairs& pairs, std::uint64_t seed);

}  // namespace caldera
