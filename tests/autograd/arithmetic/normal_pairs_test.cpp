#include "caldera/autograd/arithmetic/normal_pairs.h"

#include <cmath>
#include <vector>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// Pairs of `count` streams, with steps and elements that use all of their bits.
struct Made {
  explicit Made(std::size_t count, std::uint64_t seed = 0x0123456789abcdef)
      : step(count), element(count), first(count), second(count) {
    for (std::size_t i = 0; i < count; ++i) {
      step[i] = static_cast<std::uint32_t>(0xfedcba98u * (i + 1));
      element[i] = 0x9E3779B97F4A7C15u * (i + 1);
    }
    fill_normal_pairs(seed, Purpose::test_data, {step, element, first, second});
  }
  std::vector<std::uint32_t> step;
  std::vector<std::uint64_t> element;
  Values first, second;
};

/// Of products of both lists.
double mean_product(const Values& a, const Values& b) {
  double total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) total += a[i] * b[i];
  return total / static_cast<double>(a.size());
}

}  // namespace

TEST_CASE("normal pairs: the first is the normal number of the stream, to the bit") {
  for (const std::size_t count : {1u, 15u, 16u, 17u, 1000u}) {
    const Made made(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Stream stream{0x0123456789abcdef, Purpose::test_data, made.step[i]};
      CHECK(made.first[i] == stream.normal(made.element[i]));
    }
  }
}

TEST_CASE("normal pairs: both are of one radius, and their angle is uniform") {
  const Made made(100000);
  const double error = tolerance::standard_errors / std::sqrt(100000.0);
  CHECK(std::abs(mean_product(made.second, Values(100000, 1.0))) <= error);
  CHECK(std::abs(mean_product(made.second, made.second) - 1) <= std::sqrt(2.0) * error);
  CHECK(std::abs(mean_product(made.first, made.second)) <= error);
  for (std::size_t i = 0; i < 1000; ++i) {
    const Stream stream{0x0123456789abcdef, Purpose::test_data, made.step[i]};
    const double squared = -2 * std::log(1 - stream.uniform(made.element[i]));
    const double found = made.first[i] * made.first[i] + made.second[i] * made.second[i];
    CHECK(std::abs(found - squared) <= tolerance::value<double> * squared);
  }
}

}  // namespace caldera::test
