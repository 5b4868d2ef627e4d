#pragma once
// Operators and functions whose curvature is known, for the tests of the probes.

#include <span>
#include <vector>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/objective.h"
#include "caldera/autograd/tape_objective.h"
#include "caldera/nn/models/network.h"

namespace caldera::test {

/// A symmetric n × n matrix, row by row, as an operator.
class MatrixOperator : public SymmetricOperator {
 public:
  explicit MatrixOperator(std::vector<double> a);
  std::size_t dim() const override { return dim_; }
  void apply(ConstMatrix<double> v, Matrix<double> out) override;
  ConstMatrix<double> matrix() const { return {a_.data(), dim_, dim_}; }

 private:
  std::vector<double> a_;
  std::size_t dim_;
};

/// Q diag(eigenvalues) Qᵀ with Q the product of three random reflections: symmetric, and no entry
/// is round.
std::vector<double> matrix_with_spectrum(const std::vector<double>& eigenvalues,
                                         std::uint32_t trial);

/// Uniform on (−1, 1) plus `shift`, full mantissa.
std::vector<double> scattered_spectrum(std::size_t dim, double shift, std::uint32_t trial);

/// E(θ) = ½ θᵀAθ − cᵀθ: gradient Aθ − c, Hessian A.
class Quadratic : public Objective {
 public:
  Quadratic(std::vector<double> a, std::vector<double> c) : a_(std::move(a)), c_(std::move(c)) {}
  std::size_t dim() const override { return c_.size(); }
  double value(std::span<const double> theta) override;
  double value_and_gradient(std::span<const double> theta, std::span<double> out) override;
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> theta, Curvature kind) override;

 private:
  MatrixOperator a_;
  std::vector<double> c_;
};

/// E = (1 − x)² + 100 (y − x²)², Rosenbrock's valley: its minimum is (1, 1).
class Rosenbrock : public Objective {
 public:
  std::size_t dim() const override { return 2; }
  double value(std::span<const double> at) override;
  double value_and_gradient(std::span<const double> at, std::span<double> out) override;
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> at, Curvature kind) override;
};

/// A small MLP on a tape, with made-up data bound to it.
struct BoundMlp {
  BoundMlp(const NetworkShape& shape, std::size_t examples);
  std::vector<double> inputs, labels;
  ModelTape<double> network;
};

/// Its mean cross-entropy as a function: only what probes need.
class SmallMlp : private BoundMlp, public TapeObjective {
 public:
  explicit SmallMlp(const NetworkShape& shape, std::size_t examples = 40)
      : BoundMlp(shape, examples), TapeObjective(network.loss) {}

  /// ∇²E(θ) by autograd's own dense driver, one product a column. Before or after, but not between
  /// products of an operator.
  std::vector<double> dense_hessian(std::span<const double> theta) {
    return hessian<double>(network.loss, theta);
  }
};

}  // namespace caldera::test
