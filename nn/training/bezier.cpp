#include "caldera/nn/training/bezier.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/optimizer.h"
#include "caldera/nn/training/mini_batches.h"

namespace caldera {

template <class T>
void BezierCurve::point(double t, std::span<T> out) const {
  assert(out.size() == start.size());
  const auto from_a = static_cast<T>((1 - t) * (1 - t));
  const auto from_c = static_cast<T>(control_weight(t));
  const auto from_b = static_cast<T>(t * t);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = from_a * T{start[i]} + from_c * T{control[i]} + from_b * T{end[i]};
}

template void BezierCurve::point(double t, std::span<float> out) const;
template void BezierCurve::point(double t, std::span<double> out) const;

double curve_length(const BezierCurve& curve) {
  constexpr int intervals = 1000;
  std::vector<double> first, second;  // c − a and b − c
  for (std::size_t i = 0; i < curve.start.size(); ++i) {
    first.push_back(double{curve.control[i]} - double{curve.start[i]});
    second.push_back(double{curve.end[i]} - double{curve.control[i]});
  }
  const double aa = squared_norm(first), ab = dot(first, second), bb = squared_norm(second);
  double total = 0;
  for (int i = 0; i <= intervals; ++i) {
    const double t = static_cast<double>(i) / intervals, s = 1 - t;
    const double speed = 2 * std::sqrt(std::max(0.0, s * s * aa + 2 * s * t * ab + t * t * bb));
    total += speed * (i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2);
  }
  return total / (3 * intervals);
}

BezierCurve train_bezier(const NetworkShape& shape, const Dataset& data, std::vector<float> a,
                         std::vector<float> b, const BezierTraining& training,
                         const std::function<void(std::uint32_t epochs_done)>& after_epoch) {
  BezierCurve curve{std::move(a), {}, std::move(b)};
  for (std::size_t i = 0; i < curve.start.size(); ++i)
    curve.control.push_back((curve.start[i] + curve.end[i]) / 2);
  MiniBatches batches(shape, data, training.batch, training.seed);
  std::vector<float> theta(curve.start.size()), gradient(theta.size());
  Adam<float> adam(theta.size(), {.learning_rate = training.learning_rate});
  for (std::uint32_t epoch = 0; epoch < training.epochs; ++epoch) {
    batches.shuffle(epoch);
    const Stream positions{training.seed, Purpose::curve_position, epoch};
    for (std::size_t k = 0; k < batches.count(); ++k) {
      const double t = positions.uniform(k);
      curve.point(t, std::span<float>(theta));
      batches.value_and_gradient(k, theta, gradient);
      for (float& entry : gradient) entry *= static_cast<float>(control_weight(t));
      adam.step(curve.control, gradient);
    }
    if (after_epoch) after_epoch(epoch + 1);
  }
  return curve;
}

}  // namespace caldera
