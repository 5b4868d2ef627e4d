#include <algorithm>
#include <cassert>
#include <memory>

#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

/// The squares of size × size pixels of the images that the rows of x are.
struct Pool {
  ImageShape image;
  std::size_t size;
};

/// y_j = max of x_i over the square j, for every channel. Keeps which pixel of its square each y_j is,
/// counted from 0 in reading order: p_j. With these y is linear in x, so its curvature is zero.
template <class T>
struct MaxPool {
  static constexpr const char* name = "max_pool";

  // Everywhere a choice of numbers, not of ways: which pixel is taken cannot be predicted.
  static void value(const OpContext<T>& f) {
    const T* const x = f.x(0).data;
    T *const y = f.out().data, *const taken = f.saved().data;
    for_each_pixel(f, [&](std::size_t i, std::size_t j, T k, std::size_t channels) {
      const T* const __restrict number = x + i;
      T *const __restrict largest = y + j, *const __restrict place = taken + j;
      if (k == 0) std::copy_n(number, channels, largest);
      if (k == 0) std::fill_n(place, channels, k);
      for (std::size_t c = 0; c < channels; ++c) {
        const bool is_taken = (number[c] > largest[c]) | (number[c] != number[c]);
        largest[c] = is_taken ? number[c] : largest[c];
        place[c] = is_taken ? k : place[c];
      }
    });
  }

  /// ẏ_j = ẋ_i of the pixel that was taken
  static void tangent(const OpContext<T>& f) {
    const T *const x_dot = f.x_dot(0).data, *const taken = f.saved().data;
    T* const y_dot = f.out().data;
    for_each_pixel(f, [&](std::size_t i, std::size_t j, T k, std::size_t channels) {
      for (std::size_t c = 0; c < channels; ++c)
        y_dot[j + c] = k == taken[j + c] ? x_dot[i + c] : y_dot[j + c];
    });
  }

  /// x̄_i += ȳ_j
  static void pullback(const OpContext<T>& f) { give_back(f, f.y_bar()); }
  /// x̄˙_i += ȳ˙_j
  static void pullback_tangent(const OpContext<T>& f) { give_back(f, f.y_bar_dot()); }

 private:
  static void give_back(const OpContext<T>& f, ConstMatrix<T> y_bar) {
    const T* const taken = f.saved().data;
    T* const x_bar = f.accumulator(0).data;
    for_each_pixel(f, [&](std::size_t i, std::size_t j, T k, std::size_t channels) {
      for (std::size_t c = 0; c < channels; ++c)
        x_bar[i + c] += k == taken[j + c] ? y_bar.data[j + c] : T(0);
    });
  }

  /// visit(i, j, k, channels) as for_each_pooled_pixel() calls it.
  template <class Visit>
  static void for_each_pixel(const OpContext<T>& f, const Visit& visit) {
    const Pool& pool = f.template attributes<Pool>();
    for_each_pooled_pixel(pool.image, pool.size, f.x(0).rows,
                          [&](std::size_t i, std::size_t j, std::size_t k) {
                            visit(i, j, static_cast<T>(k), pool.image.channels);
                          });
  }
};

}  // namespace

namespace ops {

template <class T>
Var<T> max_pool(Var<T> x, const ImageShape& image, std::size_t size) {
  assert(x.cols() == image.entries());
  assert(size >= 1 && size <= image.height && size <= image.width);
  assert(size <= 4096);  // pixels of a square are counted in T
  const std::size_t cols = pooled(image, size).entries();
  return x.tape->record(rules_of<T, MaxPool<T>>, {x}, x.rows(), cols,
                        {.saved_rows = x.rows(),
                         .saved_cols = cols,
                         .attributes = std::make_shared<const Pool>(Pool{image, size})});
}

template Var<float> max_pool(Var<float>, const ImageShape&, std::size_t);
template Var<double> max_pool(Var<double>, const ImageShape&, std::size_t);

}  // namespace ops
}  // namespace caldera
