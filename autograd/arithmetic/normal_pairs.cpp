#include "caldera/autograd/arithmetic/normal_pairs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/elementary.h"

namespace caldera {
namespace {

constexpr std::size_t width = 16;  // entries that are made together

template <class T>
using Lanes = std::array<T, width>;
using Words = std::array<Lanes<std::uint32_t>, 4>;

/// Ten rounds of philox4x32 (random.h) on each lane.
void philox(Words& c, std::uint64_t seed) {
  auto key0 = static_cast<std::uint32_t>(seed), key1 = static_cast<std::uint32_t>(seed >> 32);
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < width; ++i) {
      const std::uint64_t product0 = std::uint64_t{0xD2511F53} * c[0][i];
      const std::uint64_t product1 = std::uint64_t{0xCD9E8D57} * c[2][i];
      c[0][i] = static_cast<std::uint32_t>(product1 >> 32) ^ c[1][i] ^ key0;
      c[2][i] = static_cast<std::uint32_t>(product0 >> 32) ^ c[3][i] ^ key1;
      c[1][i] = static_cast<std::uint32_t>(product1);
      c[3][i] = static_cast<std::uint32_t>(product0);
    }
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
}

/// The upper 53 of the bits high · 2³² + low, times 2⁻⁵³. The integer is put together from two
/// numbers whose mantissas hold its halves, since vectors of AVX2 convert no 64-bit integers; every
/// step is exact.
double uniform(std::uint32_t low, std::uint32_t high) {
  constexpr double two_52 = 0x1p52, two_84 = 0x1p84;
  const std::uint64_t word = (std::uint64_t{high} << 32 | low) >> 11;
  const double lower =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(two_52) | (word & 0xffffffff));
  const double upper = std::bit_cast<double>(std::bit_cast<std::uint64_t>(two_84) | word >> 32);
  return ((upper - two_84) + (lower - two_52)) * 0x1p-53;
}

}  // namespace

void fill_normal_pairs(std::uint64_t seed, Purpose purpose, const NormalPairs& pairs) {
  const std::size_t count = pairs.step.size();
  assert(pairs.element.size() == count && pairs.first.size() == count &&
         pairs.second.size() == count);
  for (std::size_t begin = 0; begin < count; begin += width) {
    const std::size_t size = std::min(width, count - begin);
    Words words{};
    words[2].fill(static_cast<std::uint32_t>(purpose));
    for (std::size_t i = 0; i < size; ++i) {
      words[0][i] = static_cast<std::uint32_t>(pairs.element[begin + i]);
      words[1][i] = static_cast<std::uint32_t>(pairs.element[begin + i] >> 32);
      words[3][i] = pairs.step[begin + i];
    }
    philox(words, seed);
    Lanes<double> radius, cosine, sine;
    for (std::size_t i = 0; i < width; ++i)
      radius[i] = std::sqrt(-2 * elementary::log(1 - uniform(words[0][i], words[1][i])));
    for (std::size_t i = 0; i < width; ++i) {
      const auto angle = elementary::sine_cosine_of_turns(uniform(words[2][i], words[3][i]));
      cosine[i] = radius[i] * angle.cosine;
      sine[i] = radius[i] * angle.sine;
    }
    std::copy_n(cosine.begin(), size, pairs.first.begin() + static_cast<std::ptrdiff_t>(begin));
    std::copy_n(sine.begin(), size, pairs.second.begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

}  // namespace caldera
