#pragma once
// Random directions in parameter space that are as long, filter by filter, as the model is: "filter
// normalisation" (Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss landscape of neural
// nets", arXiv 1712.09913, 2018). Scaling the weights of a unit up and those behind it down changes
// no ReLU network; so a step of a given length says nothing about a landscape, but a step that is a
// given share of every filter does.

#include <cstdint>
#include <span>
#include <vector>

#include "caldera/nn/models/network.h"

namespace caldera {

/// d with normal entries, every filter of it then scaled to the norm of θ's filter:
/// d_f ← d_f ‖θ_f‖ / ‖d_f‖. A filter is a row of a weight: what comes into one unit, or the kernel
/// of one channel. A filter of zeros has no length: d_f = 0. Biases stay as they are, d = 0, as in
/// the authors' code (`ignore = 'biasbn'`). `number` tells the directions of one seed apart. θ:
/// parameter_count(shape) entries. Stream: the seed, purpose direction, step `number`; the element
/// is the index in θ.
std::vector<double> filter_direction(const NetworkShape& shape, std::span<const double> theta,
                                     std::uint64_t seed, std::uint32_t number);

}  // namespace caldera
