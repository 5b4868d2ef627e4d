#pragma once
// Pathfinder: follows a minimum of L(θ) = E(θ) + (c/2)‖θ − θ_ref‖² while the pull c changes, and
// says where on the way it disappears (Ersoy, Cardozo Licha and Wiesner, arXiv 2512.11866). It is
// given a minimiser, not a function. So it follows any Objective (objective_minimiser.h), and also
// a network that is trained in mini-batches (experiments/model/network_minimiser.h).
//
// T is float where networks are trained, double where an Objective is followed.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "caldera/autograd/regulariser.h"

namespace caldera {

/// What one minimisation did.
struct [[nodiscard]] MinimiserSummary {
  int iterations = 0;  ///< in units of its own: epochs, steps
  double error = 0;    ///< E as it was seen on the way: of its last iteration
  /// Whether θ passes the minimiser's test for a minimum. If not, a limit ended it, or it has no such
  /// test: training in mini-batches has none.
  bool converged = false;
};

/// Moves θ to a minimum near it.
template <class T>
class Minimiser {
 public:
  virtual ~Minimiser() = default;

  /// Moves θ to a minimum of E plus the minimised penalty of `pull`, or as near as its rule for
  /// stopping lets it get. `step` counts the minimisations of a path: what is random in one is
  /// another draw than in the next.
  virtual MinimiserSummary minimise(std::span<T> theta, const Regulariser<T>& pull,
                                    std::size_t step) = 0;
};

/// One value of β, with θ where the minimiser left it; θ is valid during the visit.
template <class T>
struct PathPoint {
  std::size_t step = 0;           ///< index in `betas`
  Regulariser<T> pull = {};       ///< with its β
  MinimiserSummary summary = {};  ///< of the minimisation that led here
  std::span<const T> theta = {};  ///< P entries, owned by whoever follows
};

/// For each β from number `first` on: minimises from where the last β ended, and visits the point.
/// `betas` may rise or fall. θ: the start of number `first`; at the end, the last point.
template <class T>
void follow_minimum(Minimiser<T>& minimiser, Regulariser<T> pull, std::span<const double> betas,
                    std::size_t first, std::span<T> theta,
                    const std::function<void(const PathPoint<T>&)>& visit);

/// One end of the bracket around a transition.
template <class T>
struct BracketEnd {
  double beta = 0;                ///< strength of the pull
  double distance = 0;            ///< ‖θ − θ_ref‖
  MinimiserSummary summary = {};  ///< of the minimisation that led here
  std::vector<T> theta = {};      ///< P entries
};

/// The last point known before a transition, and the first behind it.
template <class T>
struct Bracket {
  BracketEnd<T> before;  ///< where bisect_bracket() starts from
  BracketEnd<T> after;   ///< on the other side of the jump
  /// β of the end behind the transition, less β of the other; negative if β falls.
  double width() const { return after.beta - before.beta; }
};

/// Halves a bracket once: minimises at the β in its middle, from the end before the transition, and
/// replaces the end that is nearer in distance from the reference. A transition is a jump of that
/// distance, so the middle is on the side that it did not jump away from.
/// β may also fall from before to after (hysteresis): then the width is negative.
template <class T>
void bisect_bracket(Minimiser<T>& minimiser, Regulariser<T> pull, std::size_t step, Bracket<T>& bracket);

}  // namespace caldera
