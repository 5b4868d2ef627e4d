#include "caldera/probes/operators/dense_matrix.h"

#include <algorithm>
#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/operators/sampling.h"

namespace caldera {

std::vector<double> dense_matrix(SymmetricOperator& a, std::size_t block) {
  const std::size_t dim = a.dim();
  if (dim > largest_dense_dim)
    throw InputError("dense matrix", "number of parameters",
                     "at most " + std::to_string(largest_dense_dim), std::to_string(dim),
                     "use a stochastic probe, or a smaller model");
  if (block == 0)
    throw InputError("dense matrix", "block", "at least 1 column", "0", "choose 1 or more");
  std::vector<double> result(dim * dim), products(block * dim);
  for (std::size_t first = 0; first < dim; first += block) {
    const std::size_t rows = std::min(block, dim - first);
    std::vector<double> units(rows * dim);
    for (std::size_t i = 0; i < rows; ++i) units[i * dim + first + i] = 1;
    const Matrix<double> columns(products.data(), rows, dim);
    apply_checked(a, {units.data(), rows, dim}, columns, first);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < dim; ++j) result[j * dim + first + i] = columns(i, j);
  }
  return result;
}

}  // namespace caldera
