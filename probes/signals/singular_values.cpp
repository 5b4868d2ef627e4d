#include "caldera/probes/signals/singular_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/signals/columns.h"

namespace caldera {

namespace {

/// A few rows of a factor, with all its columns.
Factor<double> rows_of(Factor<double> x, std::size_t first, std::size_t count) {
  x.data += first * x.row_stride;
  x.rows = count;
  return x;
}

/// The lower triangle of XXᵀ, or of XᵀX if that is smaller, band by band: what is above the bands' ends
/// is not computed.
std::vector<double> smaller_gram(Factor<double> x) {
  if (x.rows > x.cols) x = x.transposed();
  constexpr std::size_t band = 32;
  std::vector<double> gram(x.rows * x.rows);
  for (std::size_t i = 0; i < x.rows; i += band) {
    const std::size_t count = std::min(band, x.rows - i);
    const Factor<double> up_to_here = rows_of(x, 0, i + count);
    gemm(rows_of(x, i, count), up_to_here.transposed(),
         Matrix<double>(&gram[i * x.rows], count, i + count, x.rows), Update::overwrite);
  }
  return gram;
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
