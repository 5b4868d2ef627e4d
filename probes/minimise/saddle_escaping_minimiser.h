#pragma once
// A minimiser that does not stop on a saddle.
//
// Exact descent keeps the symmetries of its start. Where a minimum of a network becomes a saddle,
// two hidden units may be equal, have equal gradients, and stay equal for ever; the noise of
// mini-batches would make them different. Here the dense Hessian shows such a saddle, and descent
// continues after a small step along its lowest eigenvector.

#include <span>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/probes/minimise/pathfinder.h"

namespace caldera {

/// When a point counts as a minimum, and how a saddle is left.
struct SettleRule {
  double curvature = -1e-5;  ///< smallest eigenvalue of ∇²L at or above which it is one
  double kick = 0.02;        ///< length of the step along the eigenvector
  int descents = 20;         ///< at most; after so many it ends where it is
};

/// Minimises L = E + (c/2)‖θ − θ_ref‖² with another minimiser, and again from beside the point as
/// long as that is a saddle. For up to some hundreds of parameters (probes/operators/dense_matrix.h). Borrows objective
/// and minimiser, which must outlive it.
class SaddleEscapingMinimiser : public Minimiser<double> {
 public:
  /// inner: a minimiser of the same objective.
  SaddleEscapingMinimiser(Objective& objective, Minimiser<double>& inner, const SettleRule& rule = {})
      : objective_(objective), inner_(inner), rule_(rule) {}

  /// Iterations of all descents together; E as the last one saw it. Converged if the last descent was
  /// and what it led to is no saddle; after the last descent allowed that is not looked at.
  MinimiserSummary minimise(std::span<double> theta, const Regulariser<double>& pull,
                            std::size_t step) override;

 private:
  Objective& objective_;
  Minimiser<double>& inner_;
  SettleRule rule_;
};

/// The smallest eigenvalue of a Hessian, and its eigenvector.
struct LowestCurvature {
  double value = 0;               ///< in the unit of E, if θ has none
  std::vector<double> direction;  ///< P entries, of length 1; its sign means nothing
};
/// That of ∇²E + cI at θ, c = pull.curvature(), from the dense Hessian. Throws as dense_matrix() does.
LowestCurvature lowest_curvature(Objective& objective, std::span<const double> theta,
                                 const Regulariser<double>& pull);

}  // namespace caldera
