#include "caldera/probes/spectrum/product_rounding.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

/// Σ wᵢ rowᵢ with the weights of combination `number`.
std::vector<double> combination(ConstMatrix<double> rows, std::uint32_t number) {
  const Stream stream{0, Purpose::combination, number};
  std::vector<double> sum(rows.cols);
  for (std::size_t i = 0; i < rows.rows; ++i) {
    const double u = stream.uniform(i), weight = u < 0.5 ? -(1 + 2 * u) : 2 * u;
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] = std::fma(weight, rows(i, j), sum[j]);
  }
  return sum;
}

double distance(std::span<const double> a, std::span<const double> b) {
  const double found = std::sqrt(squared_distance(a, b));
  if (!std::isfinite(found))
    throw NonFiniteError("eigenpairs: a product of the operator is not finite");
  return found;
}

}  // namespace

ProductRounding product_rounding(SymmetricOperator& a, ConstMatrix<double> vectors,
                                 ConstMatrix<double> images, double norm) {
  constexpr std::uint32_t combinations = 3;
  ProductRounding result{0x1p-46 * norm, 0};
  std::vector<double> found(a.dim()), reordered(a.dim());
  const auto look = [&](double difference) { result.size = std::max(result.size, 4 * difference); };
  for (std::uint32_t i = 0; i < combinations; ++i) {
    const std::vector<double> v = combination(vectors, i);
    const ConstMatrix<double> row(v.data(), 1, v.size());
    a.apply(row, {found.data(), 1, found.size()});
    ++result.products;
    look(distance(found, combination(images, i)));
    if (i > 0 || !a.apply_reordered(row, {reordered.data(), 1, reordered.size()})) continue;
    ++result.products;
    look(distance(found, reordered));
  }
  return result;
}

}  // namespace caldera
