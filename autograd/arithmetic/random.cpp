#include "caldera/autograd/arithmetic/random.h"

#include <cmath>
#include <utility>

#include "caldera/autograd/arithmetic/elementary.h"

namespace caldera {
namespace {

using Block = std::array<std::uint32_t, 4>;

constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

Block philox_round(const Block& c, const std::array<std::uint32_t, 2>& key) {
  const std::uint64_t product0 = std::uint64_t{0xD2511F53} * c[0];
  const std::uint64_t product1 = std::uint64_t{0xCD9E8D57} * c[2];
  return {high(product1) ^ c[1] ^ key[0], low(product1), high(product0) ^ c[3] ^ key[1],
          low(product0)};
}

/// The 128 random bits of an element, as two words of 64.
std::array<std::uint64_t, 2> words(const Stream& stream, std::uint64_t element) {
  const Block counter = {low(element), high(element), static_cast<std::uint32_t>(stream.purpose),
                         stream.step};
  const Block block = philox4x32(counter, {low(stream.seed), high(stream.seed)});
  return {std::uint64_t{block[1]} << 32 | block[0], std::uint64_t{block[3]} << 32 | block[2]};
}

double uniform_from(std::uint64_t word) { return static_cast<double>(word >> 11) * 0x1p-53; }

/// ⌊word·n / 2⁶⁴⌋, the product taken in two halves that fit 64 bits.
std::uint64_t scaled(std::uint64_t word, std::uint64_t n) {
  const std::uint64_t carry = low(word) * n >> 32;
  return (high(word) * n + carry) >> 32;
}

}  // namespace

Block philox4x32(Block counter, std::array<std::uint32_t, 2> key) {
  constexpr int rounds = 10;
  for (int i = 0; i < rounds; ++i) {
    counter = philox_round(counter, key);
    key[0] += 0x9E3779B9;  // the golden ratio
    key[1] += 0xBB67AE85;  // √3 − 1
  }
  return counter;
}

std::uint64_t Stream::bits(std::uint64_t element) const { return words(*this, element)[0]; }

double Stream::uniform(std::uint64_t element) const { return uniform_from(bits(element)); }

double Stream::normal(std::uint64_t element) const {
  const auto [first, second] = words(*this, element);
  const double radius = std::sqrt(-2 * elementary::log(1 - uniform_from(first)));
  return radius * elementary::sine_cosine_of_turns(uniform_from(second)).cosine;
}

double Stream::sign(std::uint64_t element) const { return bits(element) >> 63 == 0 ? 1.0 : -1.0; }

void random_permutation(const Stream& stream, std::span<std::uint32_t> order) {
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  for (std::size_t i = order.size(); i-- > 1;) {
    std::swap(order[i], order[scaled(stream.bits(i), i + 1)]);
  }
}

}  // namespace caldera
