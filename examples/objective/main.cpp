// An objective of your own, and certified eigenpairs of its Hessian.
//
// A chain of n masses between two walls, with springs of strength 1 and a quartic term:
//     E(θ) = ½ Σ_{i=0}^{n} (θ_{i+1} − θ_i)² + ¼ Σ θ_i⁴,    θ_0 = θ_{n+1} = 0
// At θ = 0 the eigenvalues of its Hessian are 4 sin²(kπ / (2n + 2)), k = 1 … n.

#include <cmath>
#include <cstdio>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/probes/spectrum/lanczos.h"

using caldera::ConstMatrix, caldera::Curvature, caldera::SymmetricOperator, caldera::Matrix;

/// ∇²E(θ): (H v)_i = 2 v_i − v_{i−1} − v_{i+1} + 3 θ_i² v_i. Owns a copy of θ.
class ChainHessian : public SymmetricOperator {
 public:
  explicit ChainHessian(std::span<const double> theta) : theta_(theta.begin(), theta.end()) {}
  std::size_t dim() const override { return theta_.size(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    for (std::size_t row = 0; row < v.rows; ++row)
      for (std::size_t i = 0; i < dim(); ++i) {
        const double left = i > 0 ? v(row, i - 1) : 0, right = i + 1 < dim() ? v(row, i + 1) : 0;
        out(row, i) = (2 + 3 * theta_[i] * theta_[i]) * v(row, i) - left - right;
      }
  }

 private:
  std::vector<double> theta_;
};

class Chain : public caldera::Objective {
 public:
  explicit Chain(std::size_t masses) : masses_(masses) {}
  std::size_t dim() const override { return masses_; }
  double value(std::span<const double> theta) override {
    std::vector<double> unused(masses_);
    return value_and_gradient(theta, unused);
  }
  double value_and_gradient(std::span<const double> theta, std::span<double> out) override {
    double energy = theta.back() * theta.back() / 2;  // of the last spring; the others below
    for (std::size_t i = 0; i < masses_; ++i) {
      const double left = i > 0 ? theta[i - 1] : 0, right = i + 1 < masses_ ? theta[i + 1] : 0;
      energy += (theta[i] - left) * (theta[i] - left) / 2 + std::pow(theta[i], 4) / 4;
      out[i] = 2 * theta[i] - left - right + std::pow(theta[i], 3);
    }
    return energy;
  }
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> theta, Curvature kind) override {
    if (kind != Curvature::hessian) throw std::invalid_argument("a chain has no examples");
    return std::make_unique<ChainHessian>(theta);
  }

 private:
  std::size_t masses_;
};

int main() {
  constexpr std::size_t masses = 200;
  Chain chain(masses);
  const std::vector<double> theta(masses, 0.0);
  const auto hessian = chain.linearize(theta, Curvature::hessian);
  const caldera::EigenSummary found =
      caldera::eigenpairs(*hessian, {.top = 5, .tolerance = 1e-8});

  bool all_within = found.converged;
  std::printf("eigenvalue         known              bound\n");
  for (std::size_t i = 0; i < found.pairs.size(); ++i) {
    const double k = static_cast<double>(masses - found.pairs.size() + i + 1);
    const double sine = std::sin(k * std::numbers::pi / (2 * masses + 2));
    const caldera::Eigenpair& pair = found.pairs[i];
    all_within = all_within && std::abs(pair.value - 4 * sine * sine) <= pair.bound;
    std::printf("%.14f   %.14f   %.0e\n", pair.value, 4 * sine * sine, pair.bound);
  }
  std::printf("%s, %zu products\n", all_within ? "all within their bounds" : "NOT as known",
              found.products);
  return all_within ? 0 : 1;
}
