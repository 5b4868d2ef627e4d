#pragma once
// Random numbers without state: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random
// numbers: as easy as 1, 2, 3", SC 2011). A number is a pure function of
// (seed, purpose, step, element), so nothing has to be saved, shared or drawn in order.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace caldera {

/// What a random number is for: streams of different purposes never meet.
/// The values are part of the arithmetic version.
enum class Purpose : std::uint32_t {
  initial_parameters = 1,
  shuffle = 2,
  test_data = 3,
  probe_vector = 4,
  synthetic_data = 5,
};

/// Ten Philox4x32 rounds on `counter` under `key`.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// One stream of random numbers.
struct Stream {
  std::uint64_t seed;
  Purpose purpose;
  std::uint32_t step = 0;  ///< epoch, layer, trial …: whatever the purpose counts

  /// 64 random bits for `element` (< 2⁶⁴).
  std::uint64_t bits(std::uint64_t element) const;

  /// Uniform on [0, 1): the upper 53 bits times 2⁻⁵³.
  double uniform(std::uint64_t element) const;

  /// Standard normal, by Box and Muller from two uniforms, with the project's own log, sqrt and
  /// polynomials for sine and cosine: the same bits everywhere.
  double normal(std::uint64_t element) const;

  /// +1 or −1 with equal probability (Rademacher).
  double sign(std::uint64_t element) const;
};

/// Fills `order` with a random permutation of 0 … n−1: Fisher and Yates from the top, where
/// j = ⌊bits(i)·(i+1) / 2⁶⁴⌋ (bias below n·2⁻⁶⁴).
void random_permutation(const Stream& stream, std::span<std::uint32_t> order);

}  // namespace caldera
