// The ops on images, through the harness of every op: their formulas are loops over pixels.

#include <algorithm>

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
const std::size_t pixels = images * image.entries();

/// Entry (row, col, channel) of image n in `values`, whose images are of shape `of`.
const HyperDual& at(const Values& values, const ImageShape& of, std::size_t n, std::size_t row,
                    std::size_t col, std::size_t channel) {
  return values.at(((n * of.height + row) * of.width + col) * of.channels + channel);
}

/// The images in front of `theta`, with `border` pixels of zeros around each.
template <class Number>
std::vector<Number> padded(const std::vector<Number>& theta, std::size_t border) {
  const ImageShape whole = with_border(image, border);
  std::vector<Number> result(images * whole.entries(), Number(0));
  for (std::size_t n = 0; n < images; ++n)
    for (std::size_t row = 0; row < image.height; ++row)
      std::copy_n(theta.begin() + std::ptrdiff_t((n * image.height + row) * image.width * image.channels),
                  image.width * image.channels,
                  result.begin() + std::ptrdiff_t(((n * whole.height + row + border) * whole.width +
                                                   border) * image.channels));
  return result;
}

/// θ: images, then W: out × (kernel·kernel·channels), then b: out.
auto convolution_formula(std::size_t kernel, std::size_t out, std::size_t border = 0) {
  return [kernel, out, border](const Values& theta) {
    const std::size_t weights = kernel * kernel * image.channels;
    const Values x = padded(theta, border);
    const ImageShape whole = with_border(image, border);
    Values y;
    for (std::size_t n = 0; n < images; ++n)
      for (std::size_t row = 0; row + kernel <= whole.height; ++row)
        for (std::size_t col = 0; col + kernel <= whole.width; ++col)
          for (std::size_t o = 0; o < out; ++o) {
            HyperDual total = theta[pixels + out * weights + o];
            for (std::size_t i = 0; i < kernel; ++i)
              for (std::size_t j = 0; j < kernel; ++j)
                for (std::size_t c = 0; c < image.channels; ++c)
                  total += theta[pixels + o * weights + (i * kernel + j) * image.channels + c] *
                           at(x, whole, n, row + i, col + j, c);
            y.push_back(total);
          }
    return y;
  };
}

auto pool_formula(std::size_t size) {
  return [size](const Values& x) {
    Values y;
    for (std::size_t n = 0; n < images; ++n)
      for (std::size_t row = 0; row + size <= image.height; row += size)
        for (std::size_t col = 0; col + size <= image.width; col += size)
          for (std::size_t c = 0; c < image.channels; ++c) {
            HyperDual total = 0;
            for (std::size_t i = 0; i < size; ++i)
              for (std::size_t j = 0; j < size; ++j) total += at(x, image, n, row + i, col + j, c);
            y.push_back(total / static_cast<double>(size * size));
          }
    return y;
  };
}

Values patches_formula(const Values& theta, std::size_t border) {  // kernel 2
  const Values x = padded(theta, border);
  const ImageShape whole = with_border(image, border);
  Values y;
  for (std::size_t n = 0; n < images; ++n)
    for (std::size_t row = 0; row + 2 <= whole.height; ++row)
      for (std::size_t col = 0; col + 2 <= whole.width; ++col)
        for (const auto& [i, j] : {std::pair{0u, 0u}, {0u, 1u}, {1u, 0u}, {1u, 1u}})
          for (std::size_t c = 0; c < 2; ++c) y.push_back(at(x, whole, n, row + i, col + j, c));
  return y;
}

/// Images as data, the same in both precisions but for rounding.
template <class T>
Var<T> images_on(Tape<T>& tape) {
  static const std::vector<double> values = random_vector(pixels, 31);
  static const std::vector<T> converted(values.begin(), values.end());
  const Var<T> leaf = tape.input("images", images, image.entries());
  tape.bind(leaf, converted);
  return leaf;
}

/// The shapes of W and b.
std::vector<ParameterShape> filters(std::size_t kernel, std::size_t out) {
  return {{out, kernel * kernel * image.channels}, {1, out}};
}

const ParameterShape image_rows{images, image.entries()};

/// What a convolution of θ = (images, W, b) gives, and the derivatives of ‖y‖² along v.
template <class T>
struct Convolved {
  Convolved(const ImageShape& of, std::size_t border, const std::vector<T>& theta,
            const std::vector<T>& v) {
    Tape<T> tape;
    const Var<T> x = tape.parameter("x", images, of.entries());
    const Var<T> w = tape.parameter("W", 3, 9 * of.channels), b = tape.parameter("b", 1, 3);
    const Var<T> y = convolution(x, w, b, of, 3, border);
    Linearization<T> linear(squared_norm(y), theta);
    value.assign(tape.value(y).flat().begin(), tape.value(y).flat().end());
    gradient.assign(linear.gradient().begin(), linear.gradient().end());
    hvp.resize(theta.size());
    linear.hvp(v, hvp);
  }
  std::vector<T> value, gradient, hvp;
};

/// The images of `theta` in a border, and behind them what follows them.
template <class T>
std::vector<T> with_padded_images(const std::vector<T>& theta, std::size_t border) {
  std::vector<T> result = padded(theta, border);
  result.insert(result.end(), theta.begin() + std::ptrdiff_t(pixels), theta.end());
  return result;
}

}  // namespace

TEST_CASE("op: convolution") {
  for (const std::size_t kernel : {1u, 2u, 3u, 4u}) {  // 4: as wide as the image
    std::vector<ParameterShape> shapes = filters(kernel, 3);
    shapes.insert(shapes.begin(), image_rows);
    check_op(op_case(
        "convolution", shapes,
        [kernel](auto p) { return convolution(p[0], p[1], p[2], image, kernel); },
        convolution_formula(kernel, 3)));
  }
}

TEST_CASE("op: convolution with a border") {
  struct Sizes {
    std::size_t kernel, border, out;
  };
  // The image alone does not hold the last kernel. With other numbers of channels terms of single far
  // numbers cancel by chance (autograd/op_check.h).
  for (const Sizes& of : {Sizes{2, 1, 1}, Sizes{3, 1, 1}, Sizes{3, 2, 1}, Sizes{5, 1, 2}}) {
    std::vector<ParameterShape> shapes = filters(of.kernel, of.out);
    shapes.insert(shapes.begin(), image_rows);
    check_op(op_case(
        "convolution with a border", shapes,
        [of](auto p) { return convolution(p[0], p[1], p[2], image, of.kernel, of.border); },
        convolution_formula(of.kernel, of.out, of.border)));
  }
}

TEMPLATE_TEST_CASE("a border is zeros around the image, to the last bit", "", float, double) {
  const std::size_t size = pixels + 3 * 9 * image.channels + 3;
  for (const std::size_t border : {1u, 2u}) {
    const std::vector<double> wide = random_vector(size, 41), along = random_vector(size, 42);
    const std::vector<TestType> theta(wide.begin(), wide.end()), v(along.begin(), along.end());
    const Convolved<TestType> with(image, border, theta, v);
    const Convolved<TestType> around(with_border(image, border), 0, with_padded_images(theta, border),
                                     with_padded_images(v, border));
    CHECK(with.value == around.value);
    // What the zeros of the border have of their own is left out.
    const std::vector<TestType> kept =
        with_padded_images(std::vector<TestType>(size, TestType(1)), border);
    const auto without_border = [&kept](const std::vector<TestType>& of) {
      std::vector<TestType> result;
      for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i] == 1) result.push_back(of[i]);
      return result;
    };
    CHECK(with.gradient == without_border(around.gradient));
    CHECK(with.hvp == without_border(around.hvp));
  }
}

TEST_CASE("op: convolution of data") {
  check_op(op_case(
      "convolution of data", filters(3, 4),
      [](auto p) { return convolution(images_on(*p[0].tape), p[0], p[1], image, 3, 1); },
      [](const Values& filter) {
        const std::vector<double> data = random_vector(pixels, 31);
        Values theta(data.begin(), data.end());
        theta.insert(theta.end(), filter.begin(), filter.end());
        return convolution_formula(3, 4, 1)(theta);
      }));
}

TEST_CASE("op: average_pool") {
  for (const std::size_t size : {1u, 2u, 3u, 4u})
    check_op(op_case(
        "average_pool", {image_rows}, [size](auto p) { return average_pool(p[0], image, size); },
        pool_formula(size)));
}

TEST_CASE("op: patches") {
  for (const std::size_t border : {0u, 1u})
    check_op(op_case(
        "patches", {image_rows}, [border](auto p) { return patches(p[0], image, 2, border); },
        [border](const Values& x) { return patches_formula(x, border); }));
}

TEST_CASE("op: reshape") {
  check_op(op_case(
      "reshape", {image_rows}, [](auto p) { return reshape(p[0], 8, 15); },
      [](const Values& x) { return x; }));
}

TEST_CASE("a convolution, a pool and a convolution on one tape") {
  // Adjoints that arrive at the images of a hidden layer, from a node that they share with another.
  const ImageShape hidden = convolved(image, 2, 3);  // 4 × 3 × 3
  std::vector<ParameterShape> shapes = filters(2, 3);
  shapes.push_back({2, 3});
  shapes.push_back({1, 2});
  check_op(op_case(
      "chain", shapes,
      [hidden](auto p) {
        const auto x = convolution(images_on(*p[0].tape), p[0], p[1], image, 2);
        const auto once = convolution(average_pool(x, hidden, 2), p[2], p[3], pooled(hidden, 2), 1);
        const auto twice = convolution(x, p[2], p[3], hidden, 1);
        return add(sum(multiply(once, once)), sum(multiply(twice, twice)));
      },
      [hidden](const Values& theta) {
        const std::vector<double> data = random_vector(pixels, 31);
        Values first(data.begin(), data.end());
        first.insert(first.end(), theta.begin(), theta.begin() + 27);
        const Values x = convolution_formula(2, 3)(first);
        const auto squares = [&](const Values& of, std::size_t count) {  // of 1 × 1 filters
          HyperDual total = 0;
          for (std::size_t i = 0; i < count; ++i)
            for (std::size_t o = 0; o < 2; ++o) {
              HyperDual y = theta[27 + 6 + o];
              for (std::size_t c = 0; c < 3; ++c) y += theta[27 + 3 * o + c] * of[3 * i + c];
              total += y * y;
            }
          return total;
        };
        Values means;
        for (std::size_t n = 0; n < images; ++n)
          for (std::size_t row = 0; row < 4; row += 2)
            for (std::size_t c = 0; c < 3; ++c)
              means.push_back(at(x, hidden, n, row, 0, c) / 4 + at(x, hidden, n, row, 1, c) / 4 +
                              at(x, hidden, n, row + 1, 0, c) / 4 +
                              at(x, hidden, n, row + 1, 1, c) / 4);
        return Values{squares(means, images * 2) + squares(x, images * 12)};
      }));
}

TEST_CASE("a pool leaves no trace in pixels that fill no square") {
  // 5 × 4 pixels in squares of 3: row 3 and 4 and column 3 have a derivative of zero.
  Tape<double> tape;
  const Var<double> y = sum(average_pool(tape.parameter("x", 1, image.entries()), image, 3));
  const std::vector<double> theta = random_vector(image.entries(), 1);
  std::vector<double> gradient_of_sum(image.entries());
  gradient<double>(y, theta, gradient_of_sum);
  const Values found(gradient_of_sum.begin(), gradient_of_sum.end());
  for (std::size_t row = 0; row < 5; ++row)
    for (std::size_t col = 0; col < 4; ++col)
      CHECK(at(found, image, 0, row, col, 1).value == (row < 3 && col < 3 ? 1.0 / 9 : 0));
}

}  // namespace caldera::test
