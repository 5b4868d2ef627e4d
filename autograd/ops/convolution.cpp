#include <algorithm>
#include <cassert>

#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

// A linear map y = c A x where A has only zeros and ones: it is said once, as the list of its ones.
// Map::for_each_run(f, run) calls run(i, j, length) where entries j, j + 1, … of y take entries i,
// i + 1, … of x; c is the constant. The order of the calls is the order of all sums.

/// The four rules of such a map.
template <class T, class Map>
struct SumOfEntries {
  static constexpr const char* name = Map::name;

  static void value(const OpContext<T>& f) { apply(f, f.x(0)); }
  /// ẏ = c A ẋ
  static void tangent(const OpContext<T>& f) { apply(f, f.x_dot(0)); }
  /// x̄ += c Aᵀ ȳ
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar()); }
  /// x̄˙ += c Aᵀ ȳ˙
  static void pullback_tangent(const OpContext<T>& f) { spread(f, f.y_bar_dot()); }

 private:
  static void apply(const OpContext<T>& f, ConstMatrix<T> x) {
    T* const y = f.out().data;
    std::fill_n(y, f.out().size(), T(0));
    Map::for_each_run(f, [&](std::size_t i, std::size_t j, std::size_t length) {
      for (std::size_t l = 0; l < length; ++l) y[j + l] += f.constant() * x.data[i + l];
    });
  }

  static void spread(const OpContext<T>& f, ConstMatrix<T> y_bar) {
    T* const x_bar = f.accumulator(0).data;
    Map::for_each_run(f, [&](std::size_t i, std::size_t j, std::size_t length) {
      for (std::size_t l = 0; l < length; ++l) x_bar[i + l] += f.constant() * y_bar.data[j + l];
    });
  }
};

/// Squares of size × size pixels of the images that the rows of x are, with `border` pixels of zeros
/// around each.
struct Squares {
  ImageShape image;
  std::size_t size;
  std::size_t border = 0;
};

/// first … last − 1, empty if first ≥ last.
struct Range {
  std::size_t first, last;
};

/// What lies inside of `length` pixels, of `size` pixels from `corner` on, both counted from the border.
Range inside(std::size_t corner, std::size_t size, std::size_t border, std::size_t length) {
  return {std::max(corner, border), std::min(corner + size, border + length)};
}

/// A row of y is a square of an image. Runs: of the rows of the squares, what is no border.
struct Patches {
  static constexpr const char* name = "patches";

  template <class T, class Run>
  static void for_each_run(const OpContext<T>& f, const Run& run) {
    const auto& [image, kernel, border] = f.template attributes<Squares>();
    const ImageShape corners = convolved(image, kernel, 1, border);
    std::size_t square = 0;
    for (std::size_t n = 0; n < f.x(0).rows; ++n)
      for (std::size_t row = 0; row < corners.height; ++row)
        for (std::size_t col = 0; col < corners.width; ++col, ++square) {
          const Range rows = inside(row, kernel, border, image.height);
          const Range cols = inside(col, kernel, border, image.width);
          for (std::size_t r = rows.first; r < rows.last; ++r)
            run(((n * image.height + r - border) * image.width + cols.first - border) * image.channels,
                ((square * kernel + r - row) * kernel + cols.first - col) * image.channels,
                (cols.last - cols.first) * image.channels);
        }
  }
};

/// A pixel of y is the sum of a square, row by row, times c = 1/size². Runs: the pixels of x.
struct AveragePool {
  static constexpr const char* name = "average_pool";

  template <class T, class Run>
  static void for_each_run(const OpContext<T>& f, const Run& run) {
    const Squares& squares = f.template attributes<Squares>();
    const std::size_t channels = squares.image.channels;
    for_each_pooled_pixel(squares.image, squares.size, f.x(0).rows,
                          [&](std::size_t i, std::size_t j, std::size_t) { run(i, j, channels); });
  }
};

/// y is x, entry by entry. One run.
struct Reshape {
  static constexpr const char* name = "reshape";

  template <class T, class Run>
  static void for_each_run(const OpContext<T>& f, const Run& run) {
    run(0, 0, f.x(0).size());
  }
};

template <class Map, class T>
Var<T> record(Var<T> x, std::size_t rows, std::size_t cols, T constant, const Squares& squares) {
  return x.tape->record(
      rules_of<T, SumOfEntries<T, Map>>, {x}, rows, cols,
      {.constant = constant, .attributes = std::make_shared<const Squares>(squares)});
}

}  // namespace

namespace ops {

template <class T>
Var<T> patches(Var<T> x, const ImageShape& image, std::size_t kernel, std::size_t border) {
  assert(x.cols() == image.entries());
  assert(border < kernel && kernel <= std::min(image.height, image.width) + 2 * border);
  const std::size_t corners = convolved(image, kernel, 1, border).entries();
  return record<Patches>(x, x.rows() * corners, kernel * kernel * image.channels, T(1),
                         {image, kernel, border});
}

template <class T>
Var<T> average_pool(Var<T> x, const ImageShape& image, std::size_t size) {
  assert(x.cols() == image.entries());
  assert(size >= 1 && size <= image.height && size <= image.width);
  return record<AveragePool>(x, x.rows(), pooled(image, size).entries(),
                             T(1) / static_cast<T>(size * size), {image, size});
}

template <class T>
Var<T> reshape(Var<T> x, std::size_t rows, std::size_t cols) {
  assert(rows * cols == x.rows() * x.cols());
  return record<Reshape>(x, rows, cols, T(1), {});
}

template <class T>
Var<T> convolution(Var<T> x, Var<T> w, Var<T> b, const ImageShape& image, std::size_t kernel,
                   std::size_t border) {
  const Var<T> pixels = affine(patches(x, image, kernel, border), w, b);  // n·h·w × out
  return reshape(pixels, x.rows(), convolved(image, kernel, w.rows(), border).entries());
}

template Var<float> patches(Var<float>, const ImageShape&, std::size_t, std::size_t);
template Var<double> patches(Var<double>, const ImageShape&, std::size_t, std::size_t);
template Var<float> average_pool(Var<float>, const ImageShape&, std::size_t);
template Var<double> average_pool(Var<double>, const ImageShape&, std::size_t);
template Var<float> reshape(Var<float>, std::size_t, std::size_t);
template Var<double> reshape(Var<double>, std::size_t, std::size_t);
template Var<float> convolution(Var<float>, Var<float>, Var<float>, const ImageShape&, std::size_t,
                                std::size_t);
template Var<double> convolution(Var<double>, Var<double>, Var<double>, const ImageShape&,
                                 std::size_t, std::size_t);

}  // namespace ops
}  // namespace caldera
