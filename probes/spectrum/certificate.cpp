#include "caldera/probes/spectrum/certificate.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

/// ‖A y − θ y‖ / ‖y‖ for each row y.
std::vector<double> true_residuals(SymmetricOperator& a, std::span<const double> values,
                                   ConstMatrix<double> vectors) {
  constexpr std::size_t block = 8;  // vectors an apply
  std::vector<double> residuals, memory(std::min(block, vectors.rows) * vectors.cols);
  for (std::size_t first = 0; first < vectors.rows; first += block) {
    const std::size_t count = std::min(block, vectors.rows - first);
    const Matrix<double> images(memory.data(), count, vectors.cols);
    const ConstMatrix<double> y(vectors.row(first).data(), count, vectors.cols, vectors.stride);
    a.apply(y, images);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < y.cols; ++j) images(i, j) -= values[first + i] * y(i, j);
      residuals.push_back(norm(images.row(i)) / norm(y.row(i)));
      if (!std::isfinite(residuals.back()))
        throw NonFiniteError("eigenpairs: a product of the operator is not finite");
    }
  }
  return residuals;
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

std::vector<Eigenpair> certify(SymmetricOperator& a, std::span<const double> values,
                               ConstMatrix<double> vectors, std::span<const double> ritz_values,
                               const ResidualScale& scale) {
  const std::vector<double> residuals = true_residuals(a, values, vectors);
  const double rounding = scale.product_error * scale.norm;
  std::vector<Eigenpair> pairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double r = residuals[i], distance = gap(ritz_values, values[i]);
    const double estimate = r < distance ? r * (r / distance) : r;
    pairs.push_back({.value = values[i],
                     .residual = r,
                     .bound = r + rounding,
                     .estimated_error = estimate + rounding,
                     .converged = r <= scale.tolerance * scale.norm});
  }
  return pairs;
}

double simultaneous_bound(std::span<const Eigenpair> pairs) {
  double squares = 0;
  for (const Eigenpair& pair : pairs) squares += pair.bound * pair.bound;
  return std::sqrt(squares);
}

}  // namespace caldera
