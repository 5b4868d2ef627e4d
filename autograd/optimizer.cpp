#include "caldera/autograd/optimizer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace caldera {

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
  const auto step_size = static_cast<T>(options_.learning_rate / (1 - mean_power_));
  const auto root_correction = static_cast<T>(std::sqrt(1 - square_power_));
  const auto epsilon = static_cast<T>(options_.epsilon);
  const auto keep_mean = static_cast<T>(options_.decay_mean);
  const auto add_mean = static_cast<T>(1 - options_.decay_mean);
  const auto keep_square = static_cast<T>(options_.decay_square);
  const auto add_square = static_cast<T>(1 - options_.decay_square);

  // Restrict: the four vectors are apart, so the loop may be vectorised.
  T* const __restrict m = mean_.data();
  T* const __restrict v = square_.data();
  const T* const __restrict g = gradient.data();
  T* const __restrict x = theta.data();
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    m[i] = keep_mean * m[i] + add_mean * g[i];
    v[i] = keep_square * v[i] + add_square * (g[i] * g[i]);
    x[i] -= step_size * (m[i] / (std::sqrt(v[i]) / root_correction + epsilon));
  }
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
