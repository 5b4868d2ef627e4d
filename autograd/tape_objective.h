#pragma once
// A scalar on a tape as a function of its parameters.

#include <cassert>

#include "caldera/autograd/objective.h"
#include "caldera/autograd/tape.h"

namespace caldera {

/// E(θ) = y, a 1 × 1 node of a tape whose inputs are bound, in double. For small problems: one tape,
/// one thread. Borrows the tape, which must be complete, outlive the objective and be replayed by
/// nobody else.
class TapeObjective : public Objective {
 public:
  /// y: 1 × 1, a function of the parameters of its tape.
  explicit TapeObjective(Var<double> y) : y_(y) { assert(y.rows() == 1 && y.cols() == 1); }
  std::size_t dim() const override { return y_.tape->parameter_count(); }
  double value(std::span<const double> theta) override;
  double value_and_gradient(std::span<const double> theta, std::span<double> out) override;

  /// ∇²E(θ), with its own copy of θ. Operators at several θ may be used in turn: one that finds the
  /// tape replayed since its last product linearises it at its θ again, a gradient's work.
  /// Throws std::invalid_argument for any other kind of curvature.
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> theta,
                                               Curvature kind = Curvature::hessian) override;

 private:
  class Hessian;
  Var<double> y_;
  std::size_t replays_ = 0;  // of the tape: an operator keeps the number of its own
};

}  // namespace caldera
