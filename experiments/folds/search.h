#pragma once
// Finds all folds from the weights of a run on one side of a transition up to the fold on the other; can
// be interrupted.

#include <functional>
#include <string>
#include <vector>

#include "caldera/probes/transitions/transitions.h"
#include "experiments/folds/follow.h"
#include "experiments/run/segments.h"

namespace caldera {

/// What is looked for, and where from.
struct FoldSearch {
  Transition jump = {};         ///< of the run
  FoldStart trained = {};       ///< weights of the run before it, or behind it, and their β
  double end_beta;              ///< where the search ends; below the start's β: it falls
  std::size_t most_folds = 12;  ///< at most so many
  std::function<void(double beta)> watch = [](double) {};  ///< for a progress bar
};

/// What was found, and in words what of it is not certain. Of segments of an earlier start only the
/// former is known; a fold that rests on something uncertain is not `converged` in it.
struct FoldFindings {
  FoldRecord record;
  std::vector<std::string> notes;
};

/// Polishes the weights, and follows one minimum after the other until a fall is like the jump
/// (FoldRecord::transition). One segment for the polished weights and one for each minimum; goes on
/// after the segments that are there. Throws as follow_to_fold does.
FoldFindings search_folds(const FoldProblem& problem, const FoldSearch& search, Segments& segments);

}  // namespace caldera
