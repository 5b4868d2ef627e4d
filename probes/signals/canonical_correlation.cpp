#include "caldera/probes/signals/canonical_correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/signals/columns.h"

namespace caldera {

namespace {

constexpr double least_variance = 1e-10;  // of the largest

/// How many of the eigenvalues, ascending, have the share of their sum, from the top.
std::size_t count_kept(std::span<const double> values, double share) {
  const double total = sum(values);
  double so_far = 0;
  std::size_t kept = 0;
  for (std::size_t i = values.size(); i-- > 0 && so_far < share * total; ++kept) {
    if (values[i] <= least_variance * values.back()) break;
    so_far += values[i];
  }
  return kept;
}

/// The eigenvectors of the `count` largest eigenvalues, the largest first: count × dim.
std::vector<double> top_vectors(const SymmetricEigen& eigen, std::size_t count) {
  std::vector<double> rows;
  for (std::size_t i = eigen.dim(); i-- > eigen.dim() - count;)
    rows.insert(rows.end(), eigen.vector(i).begin(), eigen.vector(i).end());
  return rows;
}

/// A representation seen along its k principal directions.
struct Reduced {
  std::size_t examples, units, kept;    ///< n, p and k
  std::vector<double> scores = {};      ///< k × n: rows Xuᵢ, orthonormal
  std::vector<double> components = {};  ///< k × p: rows (Xuᵢ)ᵀX = √λᵢ vᵢᵀ

  Matrix<double> score_rows() { return {scores.data(), kept, examples}; }
  Matrix<double> component_rows() { return {components.data(), kept, units}; }
};

template <class T>
Reduced reduced(ConstMatrix<T> a, double share) {
  const std::vector<double> entries = centred_columns(a);
  const ConstMatrix<double> x(entries.data(), a.rows, a.cols);
  const std::vector<double> gram = matrix_product(transposed(x), x);
  const SymmetricEigen eigen = eigen_symmetric({gram.data(), x.cols, x.cols});
  Reduced r{.examples = x.rows, .units = x.cols, .kept = count_kept(eigen.values, share)};
  r.components = top_vectors(eigen, r.kept);
  r.scores = matrix_product(r.component_rows(), transposed(x));
  for (std::size_t i = 0; i < r.kept; ++i) {
    const double root = std::sqrt(eigen.values[x.cols - 1 - i]);
    for (double& score : r.score_rows().row(i)) score /= root;
    for (double& entry : r.component_rows().row(i)) entry *= root;
  }
  return r;
}

/// Σ_j |⟨hᵢ, x_j⟩| over the columns of X, as shares of their sum. `left`: rows aᵢ, the directions
/// hᵢ in terms of the principal ones.
std::vector<double> weights_of(ConstMatrix<double> left, Reduced& x) {
  std::vector<double> along = matrix_product(left, x.component_rows()), weights;  // rows hᵢᵀX
  for (double& entry : along) entry = std::abs(entry);
  for (std::size_t i = 0; i < left.rows; ++i)
    weights.push_back(sum(ConstMatrix<double>(along.data(), left.rows, x.units).row(i)));
  const double total = sum(weights);
  for (double& weight : weights) weight /= total;
  return weights;
}

template <class T>
CanonicalCorrelations correlations_of(ConstMatrix<T> x, ConstMatrix<T> y, double share) {
  assert(x.rows == y.rows);
  Reduced a = reduced(x, share), b = reduced(y, share);
  const std::vector<double> memory = matrix_product(a.score_rows(), transposed(b.score_rows()));
  const ConstMatrix<double> m(memory.data(), a.kept, b.kept);  // A diag(ρ) Bᵀ
  const std::vector<double> gram = matrix_product(m, transposed(m));
  const SymmetricEigen eigen = eigen_symmetric({gram.data(), a.kept, a.kept});
  const std::size_t pairs = std::min(a.kept, b.kept);
  CanonicalCorrelations result;
  for (std::size_t i = 0; i < pairs; ++i)
    result.correlations.push_back(std::sqrt(std::clamp(eigen.values[a.kept - 1 - i], 0.0, 1.0)));
  const std::vector<double> left = top_vectors(eigen, pairs);
  result.weights = weights_of({left.data(), pairs, a.kept}, a);
  return result;
}

}  // namespace

double CanonicalCorrelations::svcca() const {
  return correlations.empty() ? 0 : sum(correlations) / static_cast<double>(correlations.size());
}

double CanonicalCorrelations::pwcca() const { return dot(weights, correlations); }

CanonicalCorrelations canonical_correlations(ConstMatrix<float> x, ConstMatrix<float> y,
                                             double share) {
  return correlations_of(x, y, share);
}
CanonicalCorrelations canonical_correlations(ConstMatrix<double> x, ConstMatrix<double> y,
                                             double share) {
  return correlations_of(x, y, share);
}

}  // namespace caldera
