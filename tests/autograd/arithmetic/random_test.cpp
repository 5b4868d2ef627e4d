#include "caldera/autograd/arithmetic/random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

constexpr std::uint64_t n_draws = 400'000;

/// Whether the mean of f over the first elements lies within a few standard errors of `expected`;
/// `variance` is that of a single f.
template <class F>
bool mean_is(double expected, double variance, F f) {
  double total = 0;
  for (std::uint64_t i = 0; i < n_draws; ++i) total += f(i);
  const double n = static_cast<double>(n_draws);
  return std::abs(total / n - expected) <= tolerance::standard_errors * std::sqrt(variance / n);
}

}  // namespace

TEST_CASE("Philox4x32-10 gives the known answers of Random123") {
  using Four = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream's bits are the documented words of the documented counter") {
  const Stream stream{0x0123456789abcdef, Purpose::probe_vector, 0xfedcba98};
  const std::uint64_t element = 0x1122334455667788;
  const auto block = philox4x32({0x55667788, 0x11223344, 4, 0xfedcba98}, {0x89abcdef, 0x01234567});
  CHECK(stream.bits(element) == (std::uint64_t{block[1]} << 32 | block[0]));
}

TEST_CASE("streams that differ in seed, purpose, step or element do not meet") {
  std::set<std::uint64_t> seen;
  for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{1} << 32}) {
    for (const Purpose purpose : {Purpose::initial_parameters, Purpose::shuffle}) {
      for (const std::uint32_t step : {0u, 1u, 2u}) {
        const Stream stream{seed, purpose, step};
        for (std::uint64_t i = 0; i < 1000; ++i) seen.insert(stream.bits(i));
      }
    }
  }
  CHECK(seen.size() == 2 * 2 * 3 * 1000);
}

TEST_CASE("uniform numbers lie in 0 to 1 with the moments of the uniform distribution") {
  const Stream stream{17, Purpose::test_data};
  double smallest = 1, largest = 0;
  for (std::uint64_t i = 0; i < n_draws; ++i) {
    smallest = std::min(smallest, stream.uniform(i));
    largest = std::max(largest, stream.uniform(i));
  }
  CHECK(smallest >= 0);
  CHECK(largest < 1);
  CHECK(mean_is(1.0 / 2, 1.0 / 12, [&](auto i) { return stream.uniform(i); }));
  CHECK(mean_is(1.0 / 12, 1.0 / 180, [&](auto i) { return std::pow(stream.uniform(i) - 0.5, 2); }));
  const auto successive = [&](auto i) {
    return (stream.uniform(i) - 0.5) * (stream.uniform(i + 1) - 0.5);
  };
  CHECK(mean_is(0, 1.0 / 144, successive));
}

TEST_CASE("uniform numbers are the upper 53 bits") {
  const Stream stream{18, Purpose::test_data};
  for (std::uint64_t i = 0; i < 1000; ++i) {
    CHECK(stream.uniform(i) == std::ldexp(static_cast<double>(stream.bits(i) >> 11), -53));
  }
}

TEST_CASE("normal numbers have the moments and the tail of the normal distribution") {
  const Stream stream{19, Purpose::test_data};
  const auto moment = [&](int power) {
    return [&stream, power](std::uint64_t i) { return std::pow(stream.normal(i), power); };
  };
  CHECK(mean_is(0, 1, moment(1)));
  CHECK(mean_is(1, 2, moment(2)));   // E x⁴ − 1
  CHECK(mean_is(0, 15, moment(3)));  // E x⁶
  CHECK(mean_is(3, 96, moment(4)));  // E x⁸ − 9 = 105 − 9
  CHECK(mean_is(0, 1, [&](auto i) { return stream.normal(i) * stream.normal(i + 1); }));
  const double beyond_two = std::erfc(std::sqrt(2.0));
  CHECK(mean_is(beyond_two, beyond_two * (1 - beyond_two),
                [&](auto i) { return std::abs(stream.normal(i)) > 2 ? 1.0 : 0.0; }));
}

TEST_CASE("normal numbers are Box and Muller's") {
  const Stream stream{0x1234567800000020, Purpose::synthetic_data, 21};
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const auto block = philox4x32({i, 0, 5, 21}, {0x20, 0x12345678});
    const auto word = [&](std::size_t k) { return std::uint64_t{block[k + 1]} << 32 | block[k]; };
    const double u = std::ldexp(static_cast<double>(word(0) >> 11), -53);
    const double v = std::ldexp(static_cast<double>(word(2) >> 11), -53);
    const double radius = std::sqrt(-2 * std::log1p(-u));
    const double expected = radius * std::cos(2 * std::acos(-1.0) * v);
    CHECK(std::abs(stream.normal(i) - expected) <= tolerance::value<double> * radius);
  }
}

TEST_CASE("signs are ±1 with equal probability") {
  const Stream stream{23, Purpose::probe_vector};
  for (std::uint64_t i = 0; i < 1000; ++i) CHECK(std::abs(stream.sign(i)) == 1);
  CHECK(mean_is(0, 1, [&](auto i) { return stream.sign(i); }));
  CHECK(mean_is(0, 1, [&](auto i) { return stream.sign(i) * stream.sign(i + 1); }));
}

TEST_CASE("random_permutation is a permutation, and that of its definition") {
  __extension__ using Product = unsigned __int128;
  for (const std::size_t n : {0u, 1u, 2u, 3u, 1000u, 60000u}) {
    const Stream stream{29, Purpose::shuffle, static_cast<std::uint32_t>(n)};
    std::vector<std::uint32_t> order(n), expected(n);
    random_permutation(stream, order);
    std::iota(expected.begin(), expected.end(), 0u);
    for (std::size_t i = n; i > 1; --i) {
      const auto j = static_cast<std::size_t>(Product{stream.bits(i - 1)} * i >> 64);
      std::swap(expected[i - 1], expected[j]);
    }
    CHECK(order == expected);
    std::sort(order.begin(), order.end());
    std::iota(expected.begin(), expected.end(), 0u);
    CHECK(order == expected);
  }
}

TEST_CASE("all permutations of four are equally likely") {
  constexpr std::uint32_t n_trials = 48000;
  std::map<std::vector<std::uint32_t>, double> counts;
  for (std::uint32_t step = 0; step < n_trials; ++step) {
    std::vector<std::uint32_t> order(4);
    random_permutation({31, Purpose::shuffle, step}, order);
    counts[order] += 1;
  }
  CHECK(counts.size() == 24);
  const double expected = n_trials / 24.0;
  for (const auto& [order, count] : counts) {
    CHECK(std::abs(count - expected) <= tolerance::standard_errors * std::sqrt(expected));
  }
}
