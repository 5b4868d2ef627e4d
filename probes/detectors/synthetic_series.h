#pragma once
// Series with known changes, on which detectors are measured. Sizes are in units of the noise's
// standard deviation at the sample `change_at`.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace caldera {

/// Samples of a series.
inline constexpr std::size_t series_length = 1000;
/// The sample at which the change begins, if there is one.
inline constexpr std::size_t change_at = 500;

/// What a series is without a change; e_t are independent standard normal numbers.
enum class Noise {
  independent,     ///< e_t
  autoregressive,  ///< x_t = 0.7 x_{t−1} + √(1 − 0.7²) e_t, x₀ = e₀: deviation 1 at every t
  heavy_tails,  ///< e_t, in one of ten samples 3 e_t; all over √1.8, so that the deviation is 1
  falling,      ///< 2^(1 − t/500) e_t: deviation 2 at first, 1 at change_at, ½ in the end
  drift,        ///< 5 exp(−t/250) + e_t: decays as a loss does
};
/// All of them, in order.
inline constexpr std::array all_noises = {Noise::independent, Noise::autoregressive,
                                          Noise::heavy_tails, Noise::falling, Noise::drift};

/// "independent", "autoregressive", "heavy tails", "falling" or "drift".
std::string name(Noise noise);

/// A change of level from change_at on.
struct Change {
  double size = 0;       ///< in σ
  std::size_t ramp = 1;  ///< samples until it is complete; 1: a jump
};

/// The first `length` samples of series `trial`. A pure function of its arguments.
std::vector<double> synthetic_series(Noise noise, std::size_t length, std::uint64_t seed,
                                     std::uint32_t trial);

/// Adds size · min(1, (t + 1 − change_at)/ramp) to all samples t ≥ change_at.
void add_change(std::span<double> series, const Change& change);

}  // namespace caldera
