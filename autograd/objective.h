#pragma once
// What probes and path followers see: a function E(θ) of many variables, its gradient, and its
// curvature as linear operators. Implemented by "this model on this data set" (nn/objective/dataset_objective.h) and
// by functions whose answers are known in closed form.

#include <memory>
#include <span>
#include <utility>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// A symmetric P × P matrix A that is known by its products. Not thread-safe: one call at a time; an
/// operator may start threads itself.
class SymmetricOperator {
 public:
  virtual ~SymmetricOperator() = default;

  /// P
  virtual std::size_t dim() const = 0;

  /// out ← A v for each of s directions at once; v, out: s × P, one direction per row, apart in memory.
  virtual void apply(ConstMatrix<double> v, Matrix<double> out) = 0;

  /// The same with sums taken in another order, which tells how far rounding carries
  /// (probes/spectrum/product_rounding.h). False, and nothing is done, for an operator that has one
  /// order only.
  virtual bool apply_reordered(ConstMatrix<double> /*v*/, Matrix<double> /*out*/) { return false; }
};

/// The matrices that describe how E curves at a point.
enum class Curvature {
  hessian,       ///< ∇²E
  /// (1/N) Σ Jᵢᵀ ∇²ℓ Jᵢ, J the derivative of the model's output; never indefinite. For softmax
  /// cross-entropy it is the Fisher matrix (1/N) Σᵢ E g gᵀ, g = ∇(−log p(y | xᵢ)) and the label y
  /// drawn from the model's own p(· | xᵢ).
  gauss_newton,
  /// (1/N) Σ gᵢ gᵢᵀ, gᵢ the gradient of one example's loss, with the label that it has. It is not the
  /// Fisher matrix, and near it only where the model's answers are those of the labels (Kunstner,
  /// Balles and Hennig, "Limitations of the empirical Fisher approximation", arXiv 1905.12558, 2019).
  empirical_fisher
};

/// A function E: ℝᴾ → ℝ, twice differentiable. Borrows its data; a θ that it is given need not outlive
/// the call. Not thread-safe: one call at a time; an objective may start threads itself.
class Objective {
 public:
  virtual ~Objective() = default;

  /// P
  virtual std::size_t dim() const = 0;

  /// E(θ). θ: P entries.
  virtual double value(std::span<const double> theta) = 0;

  /// out = ∇E(θ); returns E(θ).
  virtual double value_and_gradient(std::span<const double> theta, std::span<double> out) = 0;

  /// A curvature matrix at θ. Values and adjoints at θ are computed here, once; a product needs
  /// only what depends on its direction. The operator owns what it needs of θ, and must not
  /// outlive the objective. Throws std::invalid_argument for a kind that the function does not have
  /// (gauss_newton and empirical_fisher need a sum over examples).
  virtual std::unique_ptr<SymmetricOperator> linearize(std::span<const double> theta,
                                                       Curvature kind = Curvature::hessian) = 0;

  /// The same matrix with its products computed in float and returned in double: less exact, but
  /// faster, for iterations whose results are checked afterwards (probes/spectrum/lanczos.h). Null
  /// for a function that has no such products.
  virtual std::unique_ptr<SymmetricOperator> linearize_in_float(std::span<const double> /*theta*/,
                                                                Curvature /*kind*/) {
    return nullptr;
  }
};

/// A + c I: what adding (c/2)‖θ‖² to E does to its Hessian.
class Shifted : public SymmetricOperator {
 public:
  /// Borrows A, which must outlive it. c: in the unit of A, of either sign.
  Shifted(SymmetricOperator& a, double c) : a_(a), c_(c) {}
  /// The same of an operator that it owns.
  Shifted(std::unique_ptr<SymmetricOperator> a, double c) : owned_(std::move(a)), a_(*owned_), c_(c) {}
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    a_.apply(v, out);
    shift(v, out);
  }
  bool apply_reordered(ConstMatrix<double> v, Matrix<double> out) override {
    if (!a_.apply_reordered(v, out)) return false;
    shift(v, out);
    return true;
  }

 private:
  void shift(ConstMatrix<double> v, Matrix<double> out) const {
    for (std::size_t i = 0; i < v.rows; ++i)
      for (std::size_t j = 0; j < v.cols; ++j) out(i, j) += c_ * v(i, j);
  }

  std::unique_ptr<SymmetricOperator> owned_;
  SymmetricOperator& a_;
  double c_;
};

}  // namespace caldera
