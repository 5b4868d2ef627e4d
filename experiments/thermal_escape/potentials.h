#pragma once
// What walkers move in (probes/langevin/walkers.h): a network of three weights, and two potentials
// whose answers are known exactly.

#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/langevin/walkers.h"

namespace caldera {

/// L(w) = ½(s − w₁w₂w₃)² + (β/2) Σ wᵢ²: the deep linear network of depth 3 and width 1
/// (nn/models/linear_network.h), its gradient written out.
struct ThreeWeights {
  static constexpr std::size_t dim = 3;
  double singular_value;  ///< s
  double beta;            ///< β

  /// βwᵢ − (s − w₁w₂w₃) wⱼwₖ
  Point<3> gradient(const Point<3>& w) const {
    const Point<3> others = {w[1] * w[2], w[0] * w[2], w[0] * w[1]};
    const double rest = singular_value - w[0] * others[0];
    return {beta * w[0] - rest * others[0], beta * w[1] - rest * others[1],
            beta * w[2] - rest * others[2]};
  }
};

/// V(a) of a mode at depth 3, with a as the only variable.
struct OneStrength {
  static constexpr std::size_t dim = 1;
  double singular_value;  ///< s
  double beta;            ///< β

  /// V′(a) = 3a [β − a(s − a³)]
  Point<1> gradient(const Point<1>& at) const {
    const double a = at[0];
    return {3 * a * (beta - a * (singular_value - a * a * a))};
  }
};

/// V(x) = ½k ‖x‖²
struct Bowl {
  static constexpr std::size_t dim = 4;
  double stiffness;  ///< k

  /// kx
  Point<4> gradient(const Point<4>& x) const {
    return {stiffness * x[0], stiffness * x[1], stiffness * x[2], stiffness * x[3]};
  }
};

}  // namespace caldera
