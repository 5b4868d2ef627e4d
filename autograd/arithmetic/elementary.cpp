#include "autograd/arithmetic/elementary.h"

#include <cassert>

namespace caldera::elementary {
namespace {

// The pragma says only that no entry of y is read again as an entry of x, which lets the loop be
// vectorised in place too.
template <class T>
void sigmoid_all(std::span<const T> x, std::span<T> y) {
  assert(x.size() == y.size());
#pragma omp simd
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = sigmoid(x[i]);
}

template <class T>
void tanh_all(std::span<const T> x, std::span<T> y) {
  assert(x.size() == y.size());
#pragma omp simd
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = tanh(x[i]);
}

}  // namespace

void sigmoid(std::span<const float> x, std::span<float> y) { sigmoid_all(x, y); }
void sigmoid(std::span<const double> x, std::span<double> y) { sigmoid_all(x, y); }
void tanh(std::span<const float> x, std::span<float> y) { tanh_all(x, y); }
void tanh(std::span<const double> x, std::span<double> y) { tanh_all(x, y); }

}  // namespace caldera::elementary
