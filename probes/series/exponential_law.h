#pragma once
// Do times follow an exponential law whose mean is not known? The distance of Kolmogorov and
// Smirnov, with the mean of the sample in the place of the true one:
//
//     D = sup_t |F(t) − (1 − e^{−t/mean})|,   F(t) the share of the times that are ≤ t.
//
// Because the mean is fitted, D is smaller than that of a sample from a law that is given, and the
// usual tables reject too seldom. The right law of D depends on the size of the sample alone
// (Lilliefors, "On the Kolmogorov-Smirnov test for the exponential distribution with mean unknown",
// J. Amer. Statist. Assoc. 64, 387, 1969), since D does not change when all times are multiplied by
// a number. So it is sampled here, as Lilliefors did, with times of mean 1.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace caldera {

/// D of n ≥ 1 positive times, in any order.
double exponential_distance(std::vector<double> times);

/// D of `samples` samples of n = `size` exponential times each, in ascending order: how D scatters
/// where the law is exponential. Sample s is −log(1 − u) of the uniform numbers u of
/// Stream{seed, Purpose::null_sample, s}.
std::vector<double> exponential_distances(std::size_t size, std::size_t samples,
                                          std::uint64_t seed);

/// The share of exponential samples that are as far from the law as this one or farther:
/// (1 + number of distances ≥ D) / (1 + number of distances). `null`: exponential_distances() of
/// the size of the sample. Never zero: a share below 1/(1 + samples) is not told apart.
double p_value(double distance, std::span<const double> null);

}  // namespace caldera
