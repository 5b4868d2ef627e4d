#pragma once
// The exact mean time after which a variable that is moved by a potential and noise first reaches a
// place: the reference for walkers, and for laws that only hold at low temperature.

#include <cstddef>
#include <functional>

namespace caldera {

/// A path in one variable from a start to a target.
struct Passage {
  double start = 0;   ///< where it begins
  double target = 1;  ///< where it is first reached
  double wall = -1;   ///< beyond the start, seen from the target; where V is many T above the start
  std::size_t cells = 20000;  ///< of the grid from `wall` to `target`
};

/// Of dx = −V′(x) dt + √(2T) dW, T > 0:
///
///     τ = (1/T) ∫_start^target dy e^{V(y)/T} ∫_wall^y dz e^{−V(z)/T}
///
/// (Gardiner, "Handbook of stochastic methods", §5.2.7; the same with signs changed if the target
/// lies below). By the trapezoidal rule on the grid, whose error is O(1/cells²); the end of the
/// outer integral at the start is the nearest point of the grid.
double mean_first_passage(const std::function<double(double)>& potential, double temperature,
                          const Passage& passage);

}  // namespace caldera
