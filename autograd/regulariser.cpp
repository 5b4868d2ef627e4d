#include "caldera/autograd/regulariser.h"

#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

std::string name(PullConvention convention) {
  switch (convention) {
    case PullConvention::weight_decay:
      return "weight_decay";
    case PullConvention::pathfinder:
      return "pathfinder";
    case PullConvention::half_square:
      return "half_square";
  }
  return {};
}

template <class T>
double Regulariser<T>::curvature() const {
  return convention == PullConvention::pathfinder ? 2 * beta : beta;
}

template <class T>
double Regulariser<T>::minimised_penalty(double distance) const {
  return curvature() / 2 * (distance * distance);
}

template <class T>
double Regulariser<T>::reported_penalty(double distance) const {
  if (convention == PullConvention::half_square) return minimised_penalty(distance);
  return beta * (distance * distance);
}

template <class T>
double Regulariser<T>::distance(std::span<const T> theta) const {
  if (reference.empty()) return norm(theta);
  return std::sqrt(squared_distance(theta, reference));
}

template <class T>
void Regulariser<T>::add_gradient(std::span<const T> theta, std::span<T> gradient) const {
  assert(theta.size() == gradient.size());
  assert(reference.empty() || reference.size() == theta.size());
  const T c = static_cast<T>(curvature());
  if (reference.empty())
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += c * theta[i];
  else
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += c * (theta[i] - reference[i]);
}

template struct Regulariser<float>;
template struct Regulariser<double>;

}  // namespace caldera
