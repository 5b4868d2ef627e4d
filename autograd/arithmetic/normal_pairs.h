#pragma once
// Normal random numbers for many streams at once. A walk in noise spends most of its time on them;
// side by side, several streams are one loop that the compiler vectorises.

#include <cstdint>
#include <span>

#include "caldera/autograd/arithmetic/random.h"

namespace caldera {

/// The i-th entries belong to the stream of step `step[i]`, and are made for its element
/// `element[i]`. All spans are of one length.
struct NormalPairs {
  std::span<const std::uint32_t> step;     ///< which stream
  std::span<const std::uint64_t> element;  ///< which number of it
  std::span<double> first;                 ///< is filled; standard normal
  std::span<double> second;                ///< is filled; standard normal, independent of `first`
};

/// first = √(−2 log(1 − u)) cos(2πv), second = √(−2 log(1 − u)) sin(2πv) (Box and Muller), u and v
/// uniform on [0, 1). `first` is Stream{seed, purpose, step}.normal(element), to the last bit.
void fill_normal_pairs(std::uint64_t seed, Purpose purpose, const NormalPairs& pairs);

}  // namespace caldera
