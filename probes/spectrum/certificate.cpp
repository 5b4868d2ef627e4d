#include "caldera/probes/spectrum/certificate.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

/// ‖A y − θ y‖ / ‖y‖
double residual(double value, std::span<const double> y, std::span<const double> image) {
  std::vector<double> r(image.begin(), image.end());
  for (std::size_t j = 0; j < r.size(); ++j) r[j] -= value * y[j];
  const double length = norm(r) / norm(y);
  if (!std::isfinite(length))
    throw NonFiniteError("eigenpairs: a product of the operator is not finite");
  return length;
}

/// Distance of `value`, which is one of them, to the nearest other of the ascending Ritz values.
double gap(std::span<const double> ritz_values, double value) {
  const auto at = std::ranges::lower_bound(ritz_values, value);
  assert(at != ritz_values.end() && *at == value);
  double nearest = std::numeric_limits<double>::infinity();
  if (at != ritz_values.begin()) nearest = value - *(at - 1);
  if (at + 1 != ritz_values.end()) nearest = std::min(nearest, *(at + 1) - value);
  return nearest;
}

}  // namespace

double ResidualScale::allowed(std::size_t i, double value) const {
  return relative > 0 && i >= first ? relative * std::abs(value) : tolerance * norm;
}

std::vector<Eigenpair> certify(std::span<const double> values, ConstMatrix<double> vectors,
                               ConstMatrix<double> images, std::span<const double> ritz_values,
                               const ResidualScale& scale) {
  std::vector<Eigenpair> pairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double r = residual(values[i], vectors.row(i), images.row(i));
    const double distance = gap(ritz_values, values[i]);
    const double estimate = r < distance ? r * (r / distance) : r;
    pairs.push_back({.value = values[i],
                     .residual = r,
                     .bound = r + scale.rounding,
                     .estimated_error = estimate + scale.rounding,
                     .converged = r + scale.rounding <= scale.allowed(i, values[i])});
  }
  return pairs;
}

double simultaneous_bound(std::span<const Eigenpair> pairs) {
  double squares = 0;
  for (const Eigenpair& pair : pairs) squares += pair.bound * pair.bound;
  return std::sqrt(squares);
}

}  // namespace caldera
