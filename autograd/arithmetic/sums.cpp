#include "caldera/autograd/arithmetic/sums.h"

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

/// Folds the upper half onto the lower until one lane is left. Written out, so that the lanes stay in
/// registers: through memory this took as long as the sum of a hundred terms.
double fold(const Lanes& lanes) {
  std::array<double, 8> eight;
  for (std::size_t l = 0; l < 8; ++l) eight[l] = lanes[l] + lanes[l + 8];
  std::array<double, 4> four;
  for (std::size_t l = 0; l < 4; ++l) four[l] = eight[l] + eight[l + 4];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

/// lane = accumulate(lane, p[i], q[i]) for as many i as there are lanes.
template <class T, class Accumulate>
void add_to_lanes(Lanes& lanes, const T* p, const T* q, Accumulate accumulate) {
  for (std::size_t l = 0; l < n_lanes; ++l)
    lanes[l] = accumulate(lanes[l], double{p[l]}, double{q[l]});
}

/// The first `count` entries, and zeros behind them.
template <class T>
std::array<T, n_lanes> filled_up(const T* p, std::size_t count) {
  std::array<T, n_lanes> entries;
  for (std::size_t l = 0; l < n_lanes; ++l) entries[l] = l < count ? p[l] : T{0};
  return entries;
}

/// The sum over one block of `count` entries, dealt to the lanes. A short end is filled up with zeros,
/// as the definition says: a lane of −0 that gets one is +0.
template <class T, class Accumulate>
double block_sum(const T* p, const T* q, std::size_t count, Accumulate accumulate) {
  Lanes lanes;
  for (double& lane : lanes) lane = 0;  // as an initialiser, g++ 12 makes it a slow instruction
  std::size_t i = 0;
  for (; i + n_lanes <= count; i += n_lanes) add_to_lanes(lanes, p + i, q + i, accumulate);
  if (i < count)
    add_to_lanes(lanes, filled_up(p + i, count - i).data(), filled_up(q + i, count - i).data(),
                 accumulate);
  return fold(lanes);
}

/// The sum over `count` entries: the left branch takes the largest power of two of blocks that leaves
/// something for the right one.
template <class T, class Accumulate>
double tree_sum(const T* p, const T* q, std::size_t count, Accumulate accumulate) {
  const std::size_t n_blocks = (count + block_length - 1) / block_length;
  if (n_blocks <= 1) return block_sum(p, q, count, accumulate);
  const std::size_t left = std::bit_floor(n_blocks - 1) * block_length;
  return tree_sum(p, q, left, accumulate) + tree_sum(p + left, q + left, count - left, accumulate);
}

template <class T>
double sum_of(std::span<const T> x) {
  return tree_sum(x.data(), x.data(), x.size(),
                  [](double lane, double p, double) { return lane + p; });
}

template <class T>
double dot_of(std::span<const T> x, std::span<const T> y) {
  assert(x.size() == y.size());
  return tree_sum(x.data(), y.data(), x.size(),
                  [](double lane, double p, double q) { return std::fma(p, q, lane); });
}

template <class T>
double squared_distance_of(std::span<const T> x, std::span<const T> y) {
  assert(x.size() == y.size());
  return tree_sum(x.data(), y.data(), x.size(), [](double lane, double p, double q) {
    const double difference = p - q;
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
