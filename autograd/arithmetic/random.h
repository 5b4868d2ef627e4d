#pragma once
// Random numbers without state: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random
// numbers: as easy as 1, 2, 3", SC 2011). A number is a pure function of
// (seed, purpose, step, element), so nothing has to be saved, shared or drawn in order.
//
// The key is (seed mod 2³², seed / 2³²); the counter is (element mod 2³², element / 2³², purpose,
// step). The block of four words that Philox makes of them belongs to this element alone: word 0 +
// 2³² · word 1 are its first 64 bits, word 2 + 2³² · word 3 its second. All distributions draw on
// the same block, so a stream should be asked for one of them only.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace caldera {

/// What a random number is for: streams of different purposes never meet.
/// The values are part of the arithmetic version.
enum class Purpose : std::uint32_t {
  initial_parameters = 1,  ///< of a network
  shuffle = 2,             ///< order of the examples in an epoch
  test_data = 3,           ///< of tests and of op_check.h
  probe_vector = 4,        ///< directions over which a probe averages
  synthetic_data = 5,      ///< images of patterns
  curve_position = 6,      ///< where on a curve a mini-batch is seen
  cloud_data = 7,          ///< points in clouds
  detector_series = 8,     ///< series on which detectors are measured
  direction = 9,           ///< from a network, filter by filter
  start_vector = 10,       ///< from which a Krylov space grows
  combination = 11,        ///< weights with which vectors are added up, to check all at once
  thermal_noise = 12,      ///< what moves weights at a temperature
  null_sample = 13,        ///< samples of a law, from which a test learns what chance does
};

/// Ten Philox4x32 rounds on `counter` under `key`.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// One stream of random numbers. All functions are pure.
struct Stream {
  std::uint64_t seed;      ///< any number; another one gives other numbers
  Purpose purpose;         ///< what the numbers are for
  std::uint32_t step = 0;  ///< epoch, layer, trial …: whatever the purpose counts

  /// The first 64 random bits of `element`.
  std::uint64_t bits(std::uint64_t element) const;

  /// Uniform on [0, 1): the upper 53 of `bits`, times 2⁻⁵³.
  double uniform(std::uint64_t element) const;

  /// Standard normal, by Box and Muller: √(−2 log(1 − u)) · cos(2πv), u and v uniform on [0, 1)
  /// from the first and the second 64 bits, with the functions of elementary.h. At most 8.6.
  double normal(std::uint64_t element) const;

  /// +1 or −1 with equal probability (Rademacher): −1 where the top bit of `bits` is set.
  double sign(std::uint64_t element) const;
};

/// Fills `order`, of n ≤ 2³² entries, with a random permutation of 0 … n−1: Fisher and Yates from
/// the top. For i = n−1, …, 1 entry i changes places with entry j = ⌊bits(i)·(i+1) / 2⁶⁴⌋ (bias
/// below n·2⁻⁶⁴).
void random_permutation(const Stream& stream, std::span<std::uint32_t> order);

}  // namespace caldera
