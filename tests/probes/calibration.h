#pragma once
// Whether a stochastic estimate means what it says, over many seeds.

#include <cmath>
#include <cstdint>
#include <functional>

#include "caldera/probes/operators/sampling.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

/// The truth lies within the stated number of standard errors.
inline void check_estimate(const Estimate& e, double truth) {
  INFO("estimate " << e.value << " +- " << e.standard_error << ", truth " << truth);
  CHECK(std::abs(e.value - truth) <= tolerance::estimate_standard_errors * e.standard_error);
}

/// The same for nearly all of the seeds 0 … 299, since one seed may have bad luck.
inline void check_estimates(double truth, const std::function<Estimate(std::uint64_t)>& estimate) {
  const std::size_t seeds = 300;
  double within = 0, worst = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Estimate e = estimate(seed);
    const double off = std::abs(e.value - truth);
    within += off <= tolerance::estimate_standard_errors * e.standard_error;
    worst = std::fmax(worst, off / e.standard_error);
  }
  INFO("share of estimates " << within / seeds << ", worst " << worst << " standard errors off");
  CHECK(within / seeds >= tolerance::share_of_estimates);
}

/// The mean of `count` estimates of standard deviation `scatter` agrees with the truth.
inline void check_mean(double mean, double scatter, std::size_t count, double truth) {
  INFO("mean of " << count << " estimates " << mean << ", their scatter " << scatter << ", truth "
                  << truth);
  CHECK(std::abs(mean - truth) <=
        tolerance::standard_errors * scatter / std::sqrt(static_cast<double>(count)));
}

/// Runs `estimate` for the seeds 0 … count − 1. The mean must agree with the truth, and the share
/// of seeds whose truth is within two standard errors with the expected one, to within the
/// binomial scatter.
inline void check_calibration(std::size_t count, double truth, double expected_share,
                              const std::function<Estimate(std::uint64_t)>& estimate) {
  const auto n = static_cast<double>(count);
  double mean = 0, squares = 0, within = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const Estimate e = estimate(seed);
    const double off = e.value - truth;
    mean += off / n;
    squares += off * off / n;
    within += std::abs(off) <= 2 * e.standard_error;
  }
  check_mean(truth + mean, std::sqrt(squares - mean * mean), count, truth);
  const double binomial = std::sqrt(expected_share * (1 - expected_share) / n);
  INFO("share of truths within two standard errors " << within / n);
  CHECK(std::abs(within / n - expected_share) <= tolerance::standard_errors * binomial);
}

/// Share of a t distribution with 63 degrees of freedom within ±2: what 64 normal samples give.
inline constexpr double share_of_64_samples = 0.9502;

}  // namespace caldera::test
