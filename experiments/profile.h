#pragma once
// How fine a study is: `smoke` for tests and CI, `study` for an afternoon, `paper` as published.

#include <cstddef>
#include <string>

namespace caldera {

/// The grid β = 0, step, 2·step … up to beta_max.
struct SweepProfile {
  double beta_step = 0.001;
  double beta_max = 0.09;
};

/// The origin sweep's grid: smoke 0.002, study 0.001, paper 0.0002, all to 0.09.
/// Throws InputError for an unknown profile.
SweepProfile sweep_profile(const std::string& name);

/// Throws InputError unless 0 < beta_step and 0 ≤ beta_max are finite numbers that make a grid of
/// at most 100 000 values.
void check(const SweepProfile& grid);

/// Number of values of β: ⌊beta_max/beta_step⌋ + 1, forgiving the rounding of the quotient.
std::size_t grid_size(const SweepProfile& grid);

}  // namespace caldera
