#include "caldera/probes/linalg/orthogonal.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

/// w ← w − Σ cᵢ qᵢ, a piece of w at a time, which stays in the cache.
void subtract(std::span<double> w, std::span<const double> c, ConstMatrix<double> q) {
  constexpr std::size_t piece = 2048;
  for (std::size_t first = 0; first < w.size(); first += piece) {
    const std::span<double> part = w.subspan(first, std::min(piece, w.size() - first));
    for (std::size_t i = 0; i < q.rows; ++i) {
      const double* const row = q.row(i).data() + first;
      for (std::size_t j = 0; j < part.size(); ++j) part[j] = std::fma(-c[i], row[j], part[j]);
    }
  }
}

std::vector<double> project_out_of_one(std::span<double> w, ConstMatrix<double> q) {
  std::vector<double> components;
  for (std::size_t i = 0; i < q.rows; ++i) components.push_back(dot(q.row(i), w));
  subtract(w, components, q);
  return components;
}

}  // namespace

void orthogonalise(std::span<double> w, ConstMatrix<double> q) {
  for (int sweep = 0; sweep < 2; ++sweep)
    for (std::size_t i = 0; i < q.rows; ++i) {
      const auto basis = q.row(i);
      const double component = dot(basis, w);
      for (std::size_t j = 0; j < w.size(); ++j) w[j] = std::fma(-component, basis[j], w[j]);
    }
}

std::vector<double> project_out(Matrix<double> w, ConstMatrix<double> q) {
  if (w.rows == 1) return project_out_of_one(w.row(0), q);
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
