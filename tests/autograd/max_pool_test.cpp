// Maximum pooling, through the harness of every op; and what it makes of equal numbers.

#include <cmath>
#include <limits>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"

namespace caldera::test {
namespace {

using namespace ops;

using Values = std::vector<HyperDual>;

constexpr std::size_t images = 3;
constexpr ImageShape image{5, 4, 2};  // neither square nor a multiple of 2 or 3
const std::vector<ParameterShape> image_rows = {{images, image.entries()}};

auto formula(std::size_t size) {
  return [size](const Values& x) {
    const auto at = [&](std::size_t n, std::size_t row, std::size_t col, std::size_t c) {
      return x.at(((n * image.height + row) * image.width + col) * image.channels + c);
    };
    Values y;
    for (std::size_t n = 0; n < images; ++n)
      for (std::size_t row = 0; row + size <= image.height; row += size)
        for (std::size_t col = 0; col + size <= image.width; col += size)
          for (std::size_t c = 0; c < image.channels; ++c) {
            HyperDual largest = at(n, row, col, c);
            for (std::size_t i = 0; i < size; ++i)
              for (std::size_t j = 0; j < size; ++j)
                largest = max(largest, at(n, row + i, col + j, c));
            y.push_back(largest);
          }
    return y;
  };
}

/// An image of one channel, pooled over squares of 2 × 2: its pooled image, and ∂(Σ y)/∂x.
struct Pooled {
  Pooled(std::size_t height, std::size_t width, const std::vector<double>& x) : slope(x.size()) {
    Tape<double> tape;
    const Var<double> y =
        max_pool(tape.parameter("x", 1, x.size()), {.height = height, .width = width, .channels = 1}, 2);
    gradient<double>(sum(y), x, slope);
    value.assign(tape.value(y).flat().begin(), tape.value(y).flat().end());
  }
  std::vector<double> value, slope;
};

}  // namespace

TEST_CASE("op: max_pool") {
  for (const std::size_t size : {1u, 2u, 3u, 4u})
    check_op(op_case(
        "max_pool", image_rows, [size](auto p) { return max_pool(p[0], image, size); }, formula(size)));
}

TEST_CASE("of equal pixels max_pool takes the first in reading order") {
  struct Tie {
    std::vector<double> square, slope;
  };
  const double tiny = -0.0;
  const Tie ties[] = {{{7, 7, 7, 7}, {1, 0, 0, 0}}, {{0, 7, 7, 7}, {0, 1, 0, 0}},
                      {{0, 7, 7, 0}, {0, 1, 0, 0}}, {{7, 0, 0, 7}, {1, 0, 0, 0}},
                      {{6, 0, 7, 7}, {0, 0, 1, 0}}, {{tiny, 0, 0, -1}, {1, 0, 0, 0}},
                      {{0, 0, 0, 1}, {0, 0, 0, 1}}};
  for (const auto& [square, slope] : ties) {
    CAPTURE(square);
    const Pooled found(2, 2, square);
    CHECK(found.slope == slope);
    double derivative_of_one = 0;
    for (const double entry : found.slope) derivative_of_one += entry;
    CHECK(derivative_of_one == 1);
  }
}

TEST_CASE("max_pool leaves no trace in pixels that fill no square") {
  const Pooled found(3, 5, {1, 2, 3, 4, 9,  //
                             5, 0, 3, 8, 9,  //
                             9, 9, 9, 9, 9});
  CHECK(found.value == std::vector<double>{5, 8});
  CHECK(found.slope == std::vector<double>{0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("max_pool has no curvature of its own, but passes on that of others") {
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", images, image.entries());
  const std::vector<double> theta = random_vector(images * image.entries(), 1);
  const std::vector<double> v = random_vector(theta.size(), 2);
  const Var<double> linear = sum(max_pool(x, image, 2)), square = squared_norm(max_pool(x, image, 2));
  CHECK(hvp<double>(linear, theta, v) == std::vector<double>(theta.size()));
  // ‖y‖² = Σ x_i² of the pixels that were taken: twice v there, and zero elsewhere.
  const std::vector<double> slope = [&] {
    std::vector<double> g(theta.size());
    gradient<double>(linear, theta, g);
    return g;
  }();
  std::vector<double> expected(theta.size());
  for (std::size_t i = 0; i < theta.size(); ++i) expected[i] = 2 * slope[i] * v[i];
  CHECK(hvp<double>(square, theta, v) == expected);
}

TEST_CASE("a NaN in a square stays one, wherever it stands") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t place = 0; place < 4; ++place) {
    std::vector<double> square = {1, 2, 3, 4};
    square[place] = nan;
    CHECK(std::isnan(Pooled(2, 2, square).value.front()));
  }
}

}  // namespace caldera::test
