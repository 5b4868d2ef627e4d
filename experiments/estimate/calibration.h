#pragma once
// How fast this machine trains: the unit in which the effort of runs is counted.

namespace caldera {

/// Seconds that one thread takes here for an epoch of the paper's network: 784-128-128-10, sigmoid,
/// Adam, batches of 64, 60 000 images. Measured on 6400 images drawn at random, of which as many pixels
/// are black as of MNIST's; the median of nine rounds, half a second in all.
double seconds_an_epoch();

}  // namespace caldera
