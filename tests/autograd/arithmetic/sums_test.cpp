#include "caldera/autograd/arithmetic/sums.h"

#include <cmath>
#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

const std::size_t lengths[] = {0,    1,    2,    15,   16,    17,       31,       4095,
                               4096, 4097, 8192, 8193, 12289, 5 * 4096, 7 * 4096, 100003};

template <class T>
std::vector<T> random_vector(std::size_t n, std::uint32_t step) {
  const Stream random{0xabcdef9876543210, Purpose::test_data, step};
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<T>(random.normal(i));
  return x;
}

/// The definition in sums.h, word by word, with the tree of blocks built from the leaves: in each
/// round neighbours are added in pairs and an odd last one moves up as it is.
template <class Accumulate>
double by_definition(std::size_t n, Accumulate accumulate) {
  std::vector<double> level;
  for (std::size_t first = 0; first < n; first += 4096) {
    double lane[16] = {};
    for (std::size_t i = first; i < n && i < first + 4096; ++i)
      lane[i % 16] = accumulate(lane[i % 16], i);
    if (n - first < 4096)  // the last round ends in zeros, which turn −0 into +0
      for (std::size_t l = n % 16; l > 0 && l < 16; ++l) lane[l] += 0.0;
    const auto by_8 = [&](int l) { return lane[l] + lane[l + 8]; };
    const auto by_4 = [&](int l) { return by_8(l) + by_8(l + 4); };
    const auto by_2 = [&](int l) { return by_4(l) + by_4(l + 2); };
    level.push_back(by_2(0) + by_2(1));
  }
  while (level.size() > 1) {
    std::vector<double> next;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) next.push_back(level[i] + level[i + 1]);
    if (level.size() % 2 == 1) next.push_back(level.back());
    level = next;
  }
  return level.empty() ? 0 : level[0];
}

}  // namespace

TEMPLATE_TEST_CASE("sums follow their definition bit for bit", "", float, double) {
  for (const std::size_t n : lengths) {
    CAPTURE(n);
    const auto x = random_vector<TestType>(n, 0);
    const auto y = random_vector<TestType>(n, 1);
    const auto add = [&](double lane, std::size_t i) { return lane + double{x[i]}; };
    const auto product = [&](double lane, std::size_t i) { return std::fma(x[i], y[i], lane); };
    const auto square = [&](double lane, std::size_t i) { return std::fma(x[i], x[i], lane); };
    const auto distance = [&](double lane, std::size_t i) {
      const double d = double{x[i]} - double{y[i]};
      return std::fma(d, d, lane);
    };
    const std::span<const TestType> xs(x), ys(y);
    CHECK(sum(xs) == by_definition(n, add));
    CHECK(dot(xs, ys) == by_definition(n, product));
    CHECK(squared_norm(xs) == by_definition(n, square));
    CHECK(norm(xs) == std::sqrt(by_definition(n, square)));
    CHECK(squared_distance(xs, ys) == by_definition(n, distance));
  }
}

TEST_CASE("a sum of products that vanish may be -0, by definition and by the code") {
  for (const std::size_t n : {1u, 15u, 16u, 17u, 32u, 4096u, 4097u, 4112u}) {
    CAPTURE(n);
    const std::vector<double> x(n, -1e-200), y(n, 1e-200);
    const double expected =
        by_definition(n, [&](double lane, std::size_t i) { return std::fma(x[i], y[i], lane); });
    const double found = dot(std::span<const double>(x), std::span<const double>(y));
    CHECK(found == 0);
    CHECK(std::signbit(found) == std::signbit(expected));
    CHECK(std::signbit(found) == (n % 16 == 0));
    const std::vector<double> minus_zeros(n, -0.0);
    CHECK_FALSE(std::signbit(sum(std::span<const double>(minus_zeros))));
    CHECK_FALSE(std::signbit(squared_norm(std::span<const double>(x))));
    CHECK_FALSE(std::signbit(squared_distance(std::span<const double>(x), minus_zeros)));
  }
}

TEMPLATE_TEST_CASE("sums agree with long double", "", float, double) {
  for (const std::size_t n : lengths) {
    CAPTURE(n);
    const auto x = random_vector<TestType>(n, 2);
    const auto y = random_vector<TestType>(n, 3);
    long double total = 0, magnitude = 0, product = 0, square_x = 0, square_y = 0, distance = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const long double a = x[i], b = y[i];
      total += a;
      magnitude += std::abs(a);
      product += a * b;
      square_x += a * a;
      square_y += b * b;
      distance += (a - b) * (a - b);
    }
    const auto near = [](double found, long double truth, long double scale) {
      return std::abs(found - truth) <= tolerance::value<double> * scale;
    };
    const std::span<const TestType> xs(x), ys(y);
    CHECK(near(sum(xs), total, magnitude));
    CHECK(near(dot(xs, ys), product, std::sqrt(square_x * square_y)));
    CHECK(near(squared_norm(xs), square_x, square_x));
    CHECK(near(norm(xs), std::sqrt(square_x), std::sqrt(square_x)));
    CHECK(near(squared_distance(xs, ys), distance, distance));
  }
}

TEST_CASE("sums let a NaN through from every lane, and no entry beyond the end in") {
  for (const std::size_t n : {std::size_t{17}, std::size_t{4099}}) {
    auto x = random_vector<double>(n + 16, 4);
    for (std::size_t i = n; i < x.size(); ++i) x[i] = std::numeric_limits<double>::quiet_NaN();
    const std::span<const double> inside(x.data(), n);
    CHECK(!std::isnan(sum(inside)));
    for (std::size_t i = n - 17; i < n; ++i) {
      const double kept = x[i];
      x[i] = std::numeric_limits<double>::quiet_NaN();
      CHECK(std::isnan(sum(inside)));
      x[i] = kept;
    }
  }
}

TEMPLATE_TEST_CASE("column sums add the rows in order", "", float, double) {
  for (const std::size_t rows : {0u, 1u, 2u, 7u, 64u}) {
    for (const std::size_t cols : {1u, 10u, 16u, 33u, 128u}) {
      CAPTURE(rows, cols);
      const std::size_t stride = cols + 3;
      const auto memory = random_vector<TestType>(rows * stride, 5);
      const auto start = random_vector<TestType>(cols, 6);
      const ConstMatrix<TestType> a(memory.data(), rows, cols, stride);
      for (const bool add : {false, true}) {
        std::vector<TestType> expected = add ? start : std::vector<TestType>(cols, 0);
        for (std::size_t j = 0; j < cols; ++j) {
          for (std::size_t i = 0; i < rows; ++i) expected[j] += a(i, j);
        }
        std::vector<TestType> found = start;
        column_sums(a, found, add);
        CHECK(found == expected);
      }
    }
  }
}
