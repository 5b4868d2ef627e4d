#pragma once
// The path that the program classroom follows: up, at the transitions, and back.

#include <span>
#include <vector>

#include "caldera/autograd/optimizer.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/minimise/objective_minimiser.h"
#include "caldera/probes/minimise/saddle_escaping_minimiser.h"
#include "caldera/probes/transitions/transitions.h"
#include "experiments/classroom/record.h"
#include "experiments/study/progress.h"

namespace caldera {

/// With so large an ε, Adam's steps near a minimum are proportional to the gradient; with the usual
/// one a fresh start would throw θ out of a minimum that is about to disappear.
inline constexpr AdamOptions classroom_adam{.learning_rate = 0.005, .epsilon = 1e-3};
inline constexpr DescentRule classroom_descent{.gradient = 1e-6, .max_steps = 10000};
inline constexpr SettleRule classroom_settling;

/// What every part works with. The pull is towards the origin. Its own members refer to each other:
/// not to be copied.
struct Lesson {
  Lesson(const NetworkShape& shape, Dataset examples)
      : data(std::move(examples)),
        objective(shape, data),
        adam(parameter_count(shape), classroom_adam) {}
  Lesson(const Lesson&) = delete;
  Lesson& operator=(const Lesson&) = delete;

  Dataset data;
  DatasetObjective objective;
  Adam<double> adam;
  ObjectiveMinimiser descent{objective, adam, classroom_descent};
  SaddleEscapingMinimiser minimiser{objective, descent, classroom_settling};
  Progress progress{"classroom"};
};

/// Follows the minimum over `betas` from θ. The progress goes from one share of the work to
/// another.
ClassroomBranch follow_branch(Lesson& lesson, std::span<const double> betas,
                              std::vector<double> theta, double from, double to);

/// What the detector finds on the rising branch.
std::vector<Transition> transitions_of(const ClassroomBranch& rising);

/// Both ends of each transition's bracket, before and after, when it has been halved so often.
ClassroomBranch folds(Lesson& lesson, const ClassroomBranch& rising,
                      const std::vector<Transition>& transitions, int halvings);

/// From behind each transition back to β = 0: a branch each.
std::vector<ClassroomBranch> fall(Lesson& lesson, const ClassroomBranch& rising,
                                  const std::vector<Transition>& transitions);

/// The points of the rising branch below, between and above the brackets.
std::vector<ClassroomPhase> phases_of(const ClassroomBranch& rising, const ClassroomBranch& ends);

}  // namespace caldera
