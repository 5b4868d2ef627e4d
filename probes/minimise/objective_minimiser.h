#pragma once
// Minimises an Objective plus a pull with any optimizer, using exact gradients.

#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/autograd/optimizer.h"
#include "caldera/probes/minimise/pathfinder.h"

namespace caldera {

/// When a descent ends.
struct DescentRule {
  double gradient = 1e-8;  ///< ‖∇L‖ at or below which θ counts as a minimum
  int max_steps = 100000;  ///< after so many steps it ends where it is
};

/// Steps of the optimizer, started afresh at each call, down L = E + (c/2)‖θ − θ_ref‖². Nothing in it
/// is random. Borrows objective and optimizer, which must outlive it. The summary holds the steps made,
/// E at the last point and whether the gradient ended it, which `converged()` also says of the last
/// call.
class ObjectiveMinimiser : public Minimiser<double> {
 public:
  /// The optimizer must be made for objective.dim() parameters.
  ObjectiveMinimiser(Objective& objective, Optimizer<double>& optimizer,
                     const DescentRule& rule = {});
  /// Throws NonFiniteError if E is not finite on the way.
  MinimiserSummary minimise(std::span<double> theta, const Regulariser<double>& pull,
                            std::size_t step) override;
  /// Whether the gradient ended the last call of minimise(); false before the first.
  bool converged() const { return converged_; }

 private:
  Objective& objective_;
  Optimizer<double>& optimizer_;
  DescentRule rule_;
  std::vector<double> gradient_;
  bool converged_ = false;
};

}  // namespace caldera
