#include "caldera/probes/linalg/orthogonal.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

void orthogonalise(std::span<double> w, ConstMatrix<double> q) {
  for (int sweep = 0; sweep < 2; ++sweep)
    for (std::size_t i = 0; i < q.rows; ++i) {
      const auto basis = q.row(i);
      const double component = dot(basis, w);
      for (std::size_t j = 0; j < w.size(); ++j) w[j] = std::fma(-component, basis[j], w[j]);
    }
}

std::vector<double> project_out(Matrix<double> w, ConstMatrix<double> q) {
  std::vector<double> components(w.rows * q.rows), negative;
  gemm(ConstMatrix<double>(w), transposed(q), Matrix<double>(components.data(), w.rows, q.rows),
       Update::overwrite);
  for (const double component : components) negative.push_back(-component);
  gemm(ConstMatrix<double>(negative.data(), w.rows, q.rows), q, w, Update::add);
  return components;
}

std::size_t orthonormalise(Matrix<double> rows) {
  constexpr double dependent = 1e-10;
  std::size_t rank = 0;
  for (std::size_t i = 0; i < rows.rows; ++i) {
    const auto target = rows.row(rank);
    if (i != rank) std::ranges::copy(rows.row(i), target.begin());
    const double length = norm(target);
    orthogonalise(target, {rows.data, rank, rows.cols, rows.stride});
    const double left = norm(target);
    if (!(left > dependent * length)) continue;
    for (double& x : target) x /= left;
    ++rank;
  }
  return rank;
}

}  // namespace caldera
