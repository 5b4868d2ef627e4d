#pragma once
// An operator whose eigenvalues we choose: A = diag(λ₁ … λ_P).

#include <vector>

#include "caldera/autograd/objective.h"

class Diagonal : public caldera::SymmetricOperator {
 public:
  explicit Diagonal(std::vector<double> eigenvalues) : eigenvalues_(std::move(eigenvalues)) {}

  std::size_t dim() const override { return eigenvalues_.size(); }

  void apply(caldera::ConstMatrix<double> v, caldera::Matrix<double> out) override {
    for (std::size_t i = 0; i < v.rows; ++i)
      for (std::size_t j = 0; j < v.cols; ++j) out(i, j) = eigenvalues_[j] * v(i, j);
  }

 private:
  std::vector<double> eigenvalues_;
};

/// A v for one v.
inline std::vector<double> product(caldera::SymmetricOperator& a, const std::vector<double>& v) {
  std::vector<double> out(v.size());
  a.apply({v.data(), 1, v.size()}, {out.data(), 1, out.size()});
  return out;
}
