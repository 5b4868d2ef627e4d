#pragma once
// Newton's method for minima of an Objective plus a pull, by products with ∇²E alone.
//
// A step minimises the quadratic model m(p) = gᵀp + ½ pᵀHp of L(θ + p) − L(θ), g = ∇L, H = ∇²E + cI,
// within ‖p‖ ≤ R, by conjugate gradients that end on the boundary as soon as they would leave it, or
// meet a direction along which H is not positive (Steihaug, "The conjugate gradient method and trust
// regions in large scale optimization", SINUM 20 (1983) 626). R shrinks where the model promised more
// than the step gave, and grows where it was right (Nocedal and Wright, "Numerical optimization",
// algorithm 4.1). A promise that is lost in the rounding of L, 2⁻⁴⁴ (1 + |L|), cannot be compared with
// what the step gave: there a smaller gradient counts as success, if L does not rise by more than
// that. So a step never raises L by more than its rounding.
//
// Conjugate gradients end where ‖g + Hp‖ ≤ min(0.1, √‖g‖) ‖g‖. So near a minimum with a regular H the
// norm of the gradient falls with order 1.5 (the same, theorem 7.2), not 2.
//
// R also keeps a follower in its basin: a step is never longer.

#include <cstddef>
#include <limits>

#include "caldera/autograd/objective.h"
#include "caldera/probes/minimise/pathfinder.h"

namespace caldera {

/// When a descent ends, and how far it trusts.
struct NewtonRule {
  double gradient = 1e-8;        ///< ‖∇L‖ at or below which θ counts as stationary
  int steps = 500;               ///< at most, those that were refused included
  std::size_t products = 1000;   ///< of one step, at most
  double radius = 0.1;           ///< R of the first step
  double largest_radius = 1;     ///< R does not grow beyond it
};

/// Descends along L = E + (c/2)‖θ − θ_ref‖². Borrows the objective, which must outlive it. The summary
/// holds the steps made and E at the last point. A start that is stationary already is left as it is,
/// be it a saddle (probes/minimise/saddle_escaping_minimiser.h).
class NewtonMinimiser : public Minimiser<double> {
 public:
  /// Keeps a copy of the rule.
  explicit NewtonMinimiser(Objective& objective, const NewtonRule& rule = {})
      : objective_(objective), rule_(rule) {}
  /// Throws NonFiniteError if E is not finite where it starts.
  MinimiserSummary minimise(std::span<double> theta, const Regulariser<double>& pull,
                            std::size_t step) override;

  /// Whether the last call of minimise() ended by the gradient.
  bool converged() const { return gradient_norm_ <= rule_.gradient; }
  /// ‖∇L‖ at the point where it ended.
  double gradient_norm() const { return gradient_norm_; }
  /// Products with ∇²E that it made.
  std::size_t products() const { return products_; }

 private:
  Objective& objective_;
  NewtonRule rule_;
  double gradient_norm_ = std::numeric_limits<double>::infinity();  // of no call yet
  std::size_t products_ = 0;
};

}  // namespace caldera
