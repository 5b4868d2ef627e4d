#include "nn/regulariser.h"

#include <cassert>
#include <cmath>

#include "autograd/arithmetic/sums.h"

namespace caldera {

namespace {

/// gradient += c (θ − θ_ref)
template <class T>
void add_pull(T c, std::span<const T> theta, std::span<const float> reference,
              std::span<T> gradient) {
  assert(theta.size() == gradient.size());
  assert(reference.empty() || reference.size() == theta.size());
  if (reference.empty())
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += c * theta[i];
  else
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += c * (theta[i] - reference[i]);
}

}  // namespace

double Regulariser::curvature() const {
  return convention == PullConvention::weight_decay ? beta : 2 * beta;
}

double Regulariser::minimised_penalty(double distance) const {
  return curvature() / 2 * (distance * distance);
}

double Regulariser::reported_penalty(double distance) const { return beta * (distance * distance); }

double Regulariser::distance(std::span<const float> theta) const {
  if (reference.empty()) return norm(theta);
  return std::sqrt(squared_distance(theta, reference));
}

void Regulariser::add_gradient(std::span<const float> theta, std::span<float> gradient) const {
  add_pull(static_cast<float>(curvature()), theta, reference, gradient);
}

void Regulariser::add_gradient(std::span<const double> theta, std::span<double> gradient) const {
  add_pull(curvature(), theta, reference, gradient);
}

}  // namespace caldera
