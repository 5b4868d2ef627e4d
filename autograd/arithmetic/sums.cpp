#include "autograd/arithmetic/sums.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

namespace caldera {
namespace {

constexpr std::size_t n_lanes = 16;
constexpr std::size_t block_length = 4096;

using Lanes = std::array<double, n_lanes>;

/// Folds the upper half onto the lower until one lane is left.
double fold(Lanes lanes) {
  for (std::size_t half = n_lanes / 2; half > 0; half /= 2) {
    for (std::size_t l = 0; l < half; ++l) lanes[l] += lanes[l + half];
  }
  return lanes[0];
}

/// The sum of the entries first … last−1, dealt to the lanes by lane = accumulate(lane, entry).
template <class Accumulate>
double block_sum(std::size_t first, std::size_t last, Accumulate accumulate) {
  Lanes lanes{};
  std::size_t i = first;
  for (; i + n_lanes <= last; i += n_lanes) {
    for (std::size_t l = 0; l < n_lanes; ++l) lanes[l] = accumulate(lanes[l], i + l);
  }
  for (std::size_t l = 0; i + l < last; ++l) lanes[l] = accumulate(lanes[l], i + l);
  return fold(lanes);
}

/// The sum of the entries first … last−1, first a multiple of the block length: the left branch
/// takes the largest power of two of blocks that leaves something for the right one.
template <class Accumulate>
double tree_sum(std::size_t first, std::size_t last, Accumulate accumulate) {
  const std::size_t n_blocks = (last - first + block_length - 1) / block_length;
  if (n_blocks <= 1) return block_sum(first, last, accumulate);
  const std::size_t middle = first + std::bit_floor(n_blocks - 1) * block_length;
  return tree_sum(first, middle, accumulate) + tree_sum(middle, last, accumulate);
}

template <class T>
double sum_of(std::span<const T> x) {
  const T* p = x.data();
  return tree_sum(0, x.size(), [p](double lane, std::size_t i) { return lane + double{p[i]}; });
}

template <class T>
double dot_of(std::span<const T> x, std::span<const T> y) {
  assert(x.size() == y.size());
  const T* p = x.data();
  const T* q = y.data();
  return tree_sum(0, x.size(), [p, q](double lane, std::size_t i) {
    return std::fma(double{p[i]}, double{q[i]}, lane);
  });
}

template <class T>
double squared_distance_of(std::span<const T> x, std::span<const T> y) {
  assert(x.size() == y.size());
  const T* p = x.data();
  const T* q = y.data();
  return tree_sum(0, x.size(), [p, q](double lane, std::size_t i) {
    const double difference = double{p[i]} - double{q[i]};
    return std::fma(difference, difference, lane);
  });
}

template <class T>
void column_sums_of(ConstMatrix<T> a, std::span<T> target, bool add) {
  assert(target.size() == a.cols);
  if (!add) std::fill(target.begin(), target.end(), T{0});
  for (std::size_t i = 0; i < a.rows; ++i) {
    const T* row = a.data + i * a.stride;
    for (std::size_t j = 0; j < a.cols; ++j) target[j] += row[j];
  }
}

}  // namespace

double sum(std::span<const float> x) { return sum_of(x); }
double sum(std::span<const double> x) { return sum_of(x); }

double dot(std::span<const float> x, std::span<const float> y) { return dot_of(x, y); }
double dot(std::span<const double> x, std::span<const double> y) { return dot_of(x, y); }

double squared_norm(std::span<const float> x) { return dot_of(x, x); }
double squared_norm(std::span<const double> x) { return dot_of(x, x); }
double norm(std::span<const float> x) { return std::sqrt(squared_norm(x)); }
double norm(std::span<const double> x) { return std::sqrt(squared_norm(x)); }

double squared_distance(std::span<const float> x, std::span<const float> y) {
  return squared_distance_of(x, y);
}
double squared_distance(std::span<const double> x, std::span<const double> y) {
  return squared_distance_of(x, y);
}

void column_sums(ConstMatrix<float> a, std::span<float> target, bool add) {
  column_sums_of(a, target, add);
}
void column_sums(ConstMatrix<double> a, std::span<double> target, bool add) {
  column_sums_of(a, target, add);
}

}  // namespace caldera
