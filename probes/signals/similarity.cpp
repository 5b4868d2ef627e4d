#include "caldera/probes/signals/similarity.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/signals/columns.h"

namespace caldera {

namespace {

/// Centred columns, and k_i = ‖x_i‖².
struct Representation {
  std::size_t units;
  std::vector<double> entries = {}, squares = {};

  std::size_t examples() const { return entries.size() / units; }
  ConstMatrix<double> x() const { return {entries.data(), examples(), units}; }
};

template <class T>
Representation centred(ConstMatrix<T> a) {
  Representation r{.units = a.cols, .entries = centred_columns(a)};
  for (std::size_t i = 0; i < a.rows; ++i) r.squares.push_back(squared_norm(r.x().row(i)));
  return r;
}

double hsic(const Representation& a, const Representation& b, HsicEstimator estimator) {
  const double product = squared_norm(matrix_product(transposed(a.x()), b.x()));
  const auto n = static_cast<double>(a.examples());
  if (estimator == HsicEstimator::biased) return product / ((n - 1) * (n - 1));
  const double diagonal = dot(a.squares, b.squares) * n / (n - 2);
  const double traces = sum(a.squares) * sum(b.squares) / ((n - 1) * (n - 2));
  return (product - diagonal + traces) / (n * (n - 3));
}

template <class T>
LinearHsic hsic_of(ConstMatrix<T> x, ConstMatrix<T> y, HsicEstimator estimator) {
  assert(x.rows == y.rows);
  const std::size_t least = estimator == HsicEstimator::biased ? 2 : 4;
  if (x.rows < least)
    throw InputError("similarity", "representations", fmt::format("at least {} examples", least),
                     fmt::format("{}", x.rows), "compare more examples");
  const Representation a = centred(x), b = centred(y);
  return {.xy = hsic(a, b, estimator), .xx = hsic(a, a, estimator), .yy = hsic(b, b, estimator)};
}

}  // namespace

double LinearHsic::cka() const {
  return xx > 0 && yy > 0 ? xy / (std::sqrt(xx) * std::sqrt(yy)) : 0;
}

LinearHsic linear_hsic(ConstMatrix<float> x, ConstMatrix<float> y, HsicEstimator estimator) {
  return hsic_of(x, y, estimator);
}
LinearHsic linear_hsic(ConstMatrix<double> x, ConstMatrix<double> y, HsicEstimator estimator) {
  return hsic_of(x, y, estimator);
}

LinearHsic mean_hsic(std::span<const LinearHsic> batches) {
  assert(!batches.empty());
  LinearHsic total;
  for (const LinearHsic& batch : batches) {
    total.xy += batch.xy;
    total.xx += batch.xx;
    total.yy += batch.yy;
  }
  const auto count = static_cast<double>(batches.size());
  return {.xy = total.xy / count, .xx = total.xx / count, .yy = total.yy / count};
}

}  // namespace caldera
