#include "nn/optimizer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace caldera {

Adam::Adam(std::size_t parameters, const Options& options)
    : options_(options), mean_(parameters), square_(parameters) {}

void Adam::restart() {
  std::ranges::fill(mean_, 0.0f);
  std::ranges::fill(square_, 0.0f);
  mean_power_ = square_power_ = 1;
}

void Adam::step(std::span<float> theta, std::span<const float> gradient) {
  assert(theta.size() == mean_.size() && gradient.size() == mean_.size());
  mean_power_ *= options_.decay_mean;
  square_power_ *= options_.decay_square;
  const auto step_size = static_cast<float>(options_.learning_rate / (1 - mean_power_));
  const auto root_correction = static_cast<float>(std::sqrt(1 - square_power_));
  const auto epsilon = static_cast<float>(options_.epsilon);
  const auto keep_mean = static_cast<float>(options_.decay_mean);
  const auto add_mean = static_cast<float>(1 - options_.decay_mean);
  const auto keep_square = static_cast<float>(options_.decay_square);
  const auto add_square = static_cast<float>(1 - options_.decay_square);

  // Restrict: the four vectors are apart, so the loop may be vectorised.
  float* const __restrict m = mean_.data();
  float* const __restrict v = square_.data();
  const float* const __restrict g = gradient.data();
  float* const __restrict x = theta.data();
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    m[i] = keep_mean * m[i] + add_mean * g[i];
    v[i] = keep_square * v[i] + add_square * (g[i] * g[i]);
    x[i] -= step_size * (m[i] / (std::sqrt(v[i]) / root_correction + epsilon));
  }
}

Sgd::Sgd(std::size_t parameters, const Options& options)
    : options_(options), velocity_(parameters) {}

void Sgd::restart() { std::ranges::fill(velocity_, 0.0f); }

void Sgd::step(std::span<float> theta, std::span<const float> gradient) {
  assert(theta.size() == velocity_.size() && gradient.size() == velocity_.size());
  const auto momentum = static_cast<float>(options_.momentum);
  const auto rate = static_cast<float>(options_.learning_rate);
  for (std::size_t i = 0; i < velocity_.size(); ++i) {
    velocity_[i] = momentum * velocity_[i] + gradient[i];
    theta[i] -= rate * velocity_[i];
  }
}

}  // namespace caldera
