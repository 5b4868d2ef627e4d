#pragma once
// How fast this machine trains: the unit in which the effort of runs is counted.

namespace caldera {

/// Seconds that an epoch of the paper's network takes here: 784-128-128-10, sigmoid, Adam, batches of
/// 64, 60 000 images. So many are trained at once as runs will be, each on one thread, since they
/// share memory and caches; no more than the machine has threads. The images are drawn at random, and as
/// many of their pixels are black as of MNIST's. Medians of three rounds and of all jobs; takes a
/// second or two, and 0.2 GB and 0.1 GB a job. at_once ≥ 1. Throws InputError if the system refuses
/// the threads.
double seconds_an_epoch(int at_once);

}  // namespace caldera
