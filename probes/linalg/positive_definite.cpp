#include "caldera/probes/linalg/positive_definite.h"

#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

bool is_positive_definite(ConstMatrix<double> a) {
  const std::size_t n = a.rows;
  std::vector<double> factor(n * n);  // L
  const auto row = [&](std::size_t i, std::size_t count) {
    return std::span<const double>(factor.data() + i * n, count);
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const double rest = a(i, j) - dot(row(i, j), row(j, j));
      if (i == j && !(rest > 0)) return false;
      factor[i * n + j] = i == j ? std::sqrt(rest) : rest / factor[j * n + j];
    }
  return true;
}

}  // namespace caldera
