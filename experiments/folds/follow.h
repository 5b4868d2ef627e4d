#pragma once
// Is a jump of a training run a fold of the exact landscape? Weights from before the jump are
// refined to a true stationary point, that point is followed as β rises (probes/continuation/follow_curve.h) to
// the fold in which it meets a saddle and disappears, and descent from there shows which minimum
// comes next. In the same way the minimum behind the jump is followed as β falls, to its other end.
//
// A minimum of a network may disappear although E hardly changes. Hidden units that do nearly the
// same can be rotated into each other, so L has valleys that are almost flat, and minima in them
// appear and disappear, in folds, or where a state with equal units becomes a saddle, in branch
// points. A fall that changes E by less than a share of the observed jump is noted, and what it
// ended in is followed on.
//
// At every point the smallest eigenvalues are found without a search for missing ones
// (missed_eigenvalue.h says what that may cost). Beside each fold there is a search; if it finds a
// smaller eigenvalue, the fold is not certified.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/folds/record.h"

namespace caldera {

struct FoldOptions {
  double gradient = 1e-8;         ///< ‖∇L‖ of every stationary point
  double curvature = 1e-6;        ///< ‖∇²L φ‖ at the fold, φ of length 1
  double newton = 1e-5;           ///< of the systems of Newton's method (probes/linalg/minres.h)
  double tangent = 1e-8;          ///< of that of the tangent
  std::size_t iterations = 4000;  ///< of MINRES in either, at most
  double step = 0.05;             ///< along the curve, the first
  double longest = 0.2;
  double behind = 0.025;        ///< from a critical point to the saddle that is looked at
  std::size_t eigenvalues = 3;  ///< lowest ones, at every point
  double residual = 2e-4;       ///< of theirs, as a share of ‖∇²L‖
  double fine_residual = 2e-7;  ///< the same beside a critical point, and where a branch point is closed in on
  double largest_share = 0.2;   ///< of β that a step changes where β falls: below 0 there is no minimum
  double widest = 0.05;         ///< bracket of a branch point that descent begins at, as a share of its β
  double kick = 0.01;           ///< along φ, to begin a fall and to leave a saddle
  int kicks = 8;                ///< at most, in one descent
  double beyond = 1e-3;         ///< a fall is at β_fold (1 + beyond); where β falls, (1 − beyond)
};

/// 1 where β rises from one to the other, −1 where it falls.
inline double direction(double from_beta, double to_beta) { return to_beta < from_beta ? -1 : 1; }

/// A stationary point to go on from.
struct FoldStart {
  double beta = 0;
  std::vector<double> theta = {};
};

/// What a search works on. Data and objective must outlive it; the pull is β/2 ‖θ‖².
struct FoldProblem {
  DatasetObjective& objective;
  const Dataset& data;  ///< the objective's
  NetworkShape shape;
  FoldOptions options = {};
};

/// The minimum that descent from θ ends in.
struct Polished {
  FoldStart start;
  PolishRow row;
  std::vector<std::string> notes = {};  ///< what did not converge, if anything
};
Polished polish(const FoldProblem& problem, std::span<const double> theta, double beta);

/// An eigenvalue of ∇²L below the smallest that was known at a point.
struct MissedLowest {
  double beta = 0, known = 0, value = 0;
};

/// One minimum, followed to its end.
struct FollowedMinimum {
  std::vector<FoldPathRow> path;
  std::optional<FoldRow> fold;  ///< none up to the last β
  FoldStart next;               ///< behind the fall
  bool stuck = false;           ///< it could not be followed to either
  /// What the above rests on that did not converge, in words; a fold that rests on such a solve is
  /// not `converged`.
  std::vector<std::string> notes = {};
  std::size_t search_products =
      0;  ///< of the search for missed eigenvalues on both sides of the fold
  std::optional<MissedLowest>
      missed;  ///< what it found: then the fold is not certified, converged = 0
};

/// Where to follow it: from the start's β up or down to `end_beta`. `watch` is called at every point with
/// its β. A branch point is only bracketed, unless the bracket is wide (FoldOptions::widest) or the fall from
/// it changes E by `jump` or more.
struct FollowOptions {
  double end_beta;
  double jump = 0;
  std::function<void(double beta)> watch = [](double) {};
};

/// Throws InputError if Newton's method does not find a stationary point at the start.
FollowedMinimum follow_to_fold(const FoldProblem& problem, const FoldStart& start,
                               const FollowOptions& options);

}  // namespace caldera
