#pragma once
// Gaussian mixtures: data whose complexity is set by one number, that of the classes.

#include <cstdint>

#include "caldera/nn/data/dataset.h"

namespace caldera {

/// Each class a normal cloud around a centre of its own. The centres are normal, too, around the
/// origin.
struct GaussianMixture {
  std::size_t classes = 3;   ///< K, at most 256, as labels are bytes
  std::size_t features = 8;  ///< d, inputs of an example
  double spread = 1;         ///< standard deviation of each coordinate of the centres
  double deviation = 0.3;    ///< standard deviation of each coordinate around its centre
  std::size_t each = 24;     ///< examples a class
};

/// Example i is of class i mod K. Class k is the same whatever K is: a mixture of K + 1 classes is
/// that of K with one more. Streams: the seed, purpose cloud_data; in step 1 element k·d + j is for
/// coordinate j of centre k, in step 2 element (k·each + n)·d + j for coordinate j of the n-th
/// example of class k. Nothing is standardised.
Dataset gaussian_mixture(const GaussianMixture& mixture, std::uint64_t seed);

}  // namespace caldera
