#pragma once
// A symmetric operator of any size whose eigenpairs are known, with cheap products.

#include <algorithm>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/objective.h"
#include "tests/autograd/op_harness.h"

namespace caldera::test {

/// A = Q diag(eigenvalues) Qᵀ with Q = H₀H₁…, random reflections Hₖ = I − 2uₖuₖᵀ, applied factor by
/// factor: O(P) operations, and a rounding error of a few units in the last place of ‖A‖. Counts
/// its products.
class ReflectedSpectrum : public SymmetricOperator {
 public:
  /// `turn` > 0 moves the eigenvectors by about so much; without reflections, A is diagonal.
  explicit ReflectedSpectrum(std::vector<double> eigenvalues, double turn = 0,
                             std::uint32_t reflections = 3)
      : eigenvalues_(std::move(eigenvalues)) {
    for (std::uint32_t k = 0; k < reflections; ++k) {
      std::vector<double> u = random_vector(dim(), 8100 + k);
      const std::vector<double> w = random_vector(dim(), 8200 + k);
      for (std::size_t j = 0; j < dim(); ++j) u[j] += turn * w[j];
      const double length = norm(u);
      for (double& x : u) x /= length;
      u_.push_back(u);
    }
  }

  std::size_t dim() const override { return eigenvalues_.size(); }

  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    for (std::size_t i = 0; i < v.rows; ++i) {
      std::ranges::copy(v.row(i), out.row(i).begin());
      for (const auto& u : u_) reflect(out.row(i), u);
      for (std::size_t j = 0; j < v.cols; ++j) out(i, j) *= eigenvalues_[j];
      for (std::size_t k = u_.size(); k-- > 0;) reflect(out.row(i), u_[k]);
    }
    products_ += v.rows;
  }

  std::size_t products() const { return products_; }

  /// ‖A y − value · y‖ in long double, by the eigenvalues: ‖(D − value) Qᵀ y‖.
  double residual(double value, std::span<const double> y) const {
    std::vector<long double> x(y.begin(), y.end());
    for (const auto& u : u_) {
      long double along = 0, square = 0;
      for (std::size_t j = 0; j < dim(); ++j) {
        along += x[j] * u[j];
        square += static_cast<long double>(u[j]) * u[j];
      }
      for (std::size_t j = 0; j < dim(); ++j) x[j] -= 2 * along / square * u[j];
    }
    long double squares = 0;
    for (std::size_t j = 0; j < dim(); ++j) {
      const long double entry = (static_cast<long double>(eigenvalues_[j]) - value) * x[j];
      squares += entry * entry;
    }
    return static_cast<double>(std::sqrt(squares));
  }

 private:
  static void reflect(std::span<double> x, std::span<const double> u) {
    const double twice = 2 * dot(x, u);
    for (std::size_t j = 0; j < x.size(); ++j) x[j] -= twice * u[j];
  }

  std::vector<double> eigenvalues_;
  std::vector<std::vector<double>> u_;
  std::size_t products_ = 0;
};

}  // namespace caldera::test
