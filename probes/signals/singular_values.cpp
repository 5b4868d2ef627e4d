#include "probes/signals/singular_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "probes/signals/columns.h"
#include "probes/symmetric_eigen.h"

namespace caldera {

namespace {

/// XXᵀ or XᵀX, the smaller one.
std::vector<double> smaller_gram(Factor<double> x) {
  return x.rows < x.cols ? matrix_product(x, x.transposed()) : matrix_product(x.transposed(), x);
}

}  // namespace

std::vector<double> singular_values(ConstMatrix<double> x) {
  if (x.size() == 0) return {};
  const std::size_t n = std::min(x.rows, x.cols);
  const std::vector<double> gram = smaller_gram(x);
  std::vector<double> values = eigenvalues_symmetric({gram.data(), n, n});
  std::ranges::reverse(values);
  const double rounding = static_cast<double>(std::max(x.rows, x.cols)) *
                          std::numeric_limits<double>::epsilon() * values.front();
  for (double& value : values) value = value > rounding ? std::sqrt(value) : 0;
  return values;
}

std::vector<double> singular_values(ConstMatrix<float> x) {
  const std::vector<double> entries = widened(x);
  return singular_values(ConstMatrix<double>(entries.data(), x.rows, x.cols));
}

}  // namespace caldera
