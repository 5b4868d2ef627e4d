#include "caldera/autograd/optimizer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/arithmetic.h"

namespace caldera {

namespace {

/// The numbers of one step, in T.
template <class T>
struct AdamStep {
  T step_size, root_correction, epsilon, keep_mean, add_mean, keep_square, add_square;
};

/// Restrict: the four vectors are apart, so the loop may be vectorised.
template <class T>
[[gnu::always_inline]] inline void update_all(const AdamStep<T>& step, std::size_t n,
                                              const T* __restrict g, T* __restrict m,
                                              T* __restrict v, T* __restrict x) {
  for (std::size_t i = 0; i < n; ++i) {
    m[i] = step.keep_mean * m[i] + step.add_mean * g[i];
    v[i] = step.keep_square * v[i] + step.add_square * (g[i] * g[i]);
    x[i] -= step.step_size * (m[i] / (std::sqrt(v[i]) / step.root_correction + step.epsilon));
  }
}

template <class T>
void update_each(const AdamStep<T>& step, std::size_t n, const T* g, T* m, T* v, T* x) {
  update_all(step, n, g, m, v, x);
}

/// The same operations, so the same bits: with AVX-512 a processor divides twice as many numbers at
/// once. For the path avx512 alone: arithmetic.cpp checks the CPU.
template <class T>
#ifdef __x86_64__
[[gnu::target("avx512f,avx512dq,avx512bw,avx512vl")]]
#endif
void update_widely(const AdamStep<T>& step, std::size_t n, const T* g, T* m, T* v, T* x) {
  update_all(step, n, g, m, v, x);
}

}  // namespace

template <class T>
Adam<T>::Adam(std::size_t parameters, const AdamOptions& options)
    : options_(options), mean_(parameters), square_(parameters) {}

template <class T>
void Adam<T>::restart() {
  std::ranges::fill(mean_, T(0));
  std::ranges::fill(square_, T(0));
  mean_power_ = square_power_ = 1;
  steps_ = 0;
}

template <class T>
void Adam<T>::count_step() {
  ++steps_;
  mean_power_ *= options_.decay_mean;
  square_power_ *= options_.decay_square;
}

template <class T>
OptimizerState<T> Adam<T>::state() const {
  OptimizerState<T> state{steps_, mean_};
  state.moments.insert(state.moments.end(), square_.begin(), square_.end());
  return state;
}

template <class T>
void Adam<T>::restore(const OptimizerState<T>& state) {
  assert(state.moments.size() == 2 * mean_.size());
  restart();
  while (steps_ < state.steps) count_step();  // the powers, multiplication by multiplication
  std::copy_n(state.moments.begin(), mean_.size(), mean_.begin());
  std::copy_n(state.moments.begin() + std::ssize(mean_), square_.size(), square_.begin());
}

template <class T>
void Adam<T>::step(std::span<T> theta, std::span<const T> gradient) {
  assert(theta.size() == mean_.size() && gradient.size() == mean_.size());
  count_step();
  const AdamStep<T> step = {.step_size = static_cast<T>(options_.learning_rate / (1 - mean_power_)),
                            .root_correction = static_cast<T>(std::sqrt(1 - square_power_)),
                            .epsilon = static_cast<T>(options_.epsilon),
                            .keep_mean = static_cast<T>(options_.decay_mean),
                            .add_mean = static_cast<T>(1 - options_.decay_mean),
                            .keep_square = static_cast<T>(options_.decay_square),
                            .add_square = static_cast<T>(1 - options_.decay_square)};
  const bool is_wide = arithmetic().path == SimdPath::avx512;
  const auto update = is_wide ? update_widely<T> : update_each<T>;
  update(step, theta.size(), gradient.data(), mean_.data(), square_.data(), theta.data());
}

template <class T>
Sgd<T>::Sgd(std::size_t parameters, const SgdOptions& options)
    : options_(options), velocity_(parameters) {}

template <class T>
void Sgd<T>::restart() {
  std::ranges::fill(velocity_, T(0));
  steps_ = 0;
}

template <class T>
void Sgd<T>::restore(const OptimizerState<T>& state) {
  assert(state.moments.size() == velocity_.size());
  velocity_ = state.moments;
  steps_ = state.steps;
}

template <class T>
void Sgd<T>::step(std::span<T> theta, std::span<const T> gradient) {
  assert(theta.size() == velocity_.size() && gradient.size() == velocity_.size());
  const auto momentum = static_cast<T>(options_.momentum);
  const auto rate = static_cast<T>(options_.learning_rate);
  ++steps_;
  for (std::size_t i = 0; i < velocity_.size(); ++i) {
    velocity_[i] = momentum * velocity_[i] + gradient[i];
    theta[i] -= rate * velocity_[i];
  }
}

template class Adam<float>;
template class Adam<double>;
template class Sgd<float>;
template class Sgd<double>;

}  // namespace caldera
