#pragma once
// What the program complexity writes and its figure reads. In the run file:
//
//   /counts   branches: mixtures of more and more classes, one after the other
//   /onset    branches: networks of one, two and three hidden layers, in finer and finer steps
//   /origin   ∇²E at θ = 0 for the networks of /onset
//
// In a group of branches the datasets seed, features, classes, hidden, step and points have an
// entry a branch; beta, error and distance hold the points of all branches, one after the other.

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// A network on a mixture.
struct ComplexityCase {
  std::int64_t seed = 1;      ///< of the mixture and of the initial weights
  std::int64_t features = 8;  ///< d
  std::int64_t classes = 3;   ///< K
  std::int64_t hidden = 2;    ///< hidden layers

  friend bool operator==(const ComplexityCase&, const ComplexityCase&) = default;
};

/// Minima of E + (β/2)‖θ‖² while β goes one way in even steps. A value a point.
struct ComplexityBranch {
  ComplexityCase of;
  double step = 0;  ///< of β; negative where it falls
  std::vector<double> beta;
  std::vector<double> error;     ///< E, nats
  std::vector<double> distance;  ///< ‖θ‖

  bool falls() const { return step < 0; }
  std::size_t size() const { return beta.size(); }
};

/// λ_min(∇²E) at θ = 0.
struct OriginCurvature {
  ComplexityCase of;
  double value = 0;
};

/// All that a run has to say, or a part of it.
struct ComplexityTable {
  std::vector<ComplexityBranch> counts, onset;
  std::vector<OriginCurvature> origin;
  std::size_t unconverged =
      0;  ///< descents that did not end by their gradient; not in the run file

  /// Adds what the other has.
  void append(const ComplexityTable& part);
};

void write_complexity(RunWriter& file, const ComplexityTable& table);

/// Throws InputError if the numbers of points do not fit together.
ComplexityTable read_complexity(const RunFile& file);

/// The network gives one answer to everything: θ = 0 to within what a minimiser leaves.
inline bool is_trivial(double distance) { return distance < 1e-3; }

/// Rising: the first point from which on all are trivial; falling: the first that is not. size() if
/// there is none.
std::size_t point_behind_onset(const ComplexityBranch& branch);

}  // namespace caldera
