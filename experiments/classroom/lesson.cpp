#include "experiments/classroom/lesson.h"

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

namespace {

/// What is to be known of a point where descent ended.
ClassroomRow measure(Lesson& lesson, double beta, int steps, std::span<const double> theta) {
  const Regulariser<double> pull{.beta = beta};
  std::vector<double> gradient(theta.size());
  const Evaluation seen = lesson.objective.evaluate_with_gradient(theta, gradient);
  pull.add_gradient(theta, gradient);
  return {.beta = beta,
          .steps = static_cast<double>(steps),
          .error = seen.error,
          .accuracy = seen.accuracy,
          .distance = pull.distance(theta),
          .gradient_norm = norm(std::span<const double>(gradient)),
          .margin = lowest_curvature(lesson.objective, theta, pull).value};
}

}  // namespace

ClassroomBranch follow_branch(Lesson& lesson, std::span<const double> betas,
                              std::vector<double> theta, double from, double to) {
  ClassroomBranch branch;
  follow_minimum<double>(lesson.minimiser, {}, betas, 0, theta, [&](const PathPoint<double>& point) {
    const double share = static_cast<double>(point.step) / static_cast<double>(betas.size());
    lesson.progress.show(from + share * (to - from), fmt::format("beta {:.4f}", point.pull.beta));
    branch.add(measure(lesson, point.pull.beta, point.summary.iterations, point.theta),
               point.theta);
  });
  return branch;
}

std::vector<Transition> transitions_of(const ClassroomBranch& rising) {
  std::vector<double> beta, error, distance;
  for (const ClassroomRow& row : rising.rows) {
    beta.push_back(row.beta);
    error.push_back(row.error);
    distance.push_back(row.distance);
  }
  return find_transitions(SweepCurve{beta, error, distance});
}

ClassroomBranch folds(Lesson& lesson, const ClassroomBranch& rising,
                      const std::vector<Transition>& transitions, int halvings) {
  const auto end = [&](std::size_t i) {
    const auto theta = rising.parameters.view().row(i);
    return BracketEnd<double>{
        rising.rows[i].beta, rising.rows[i].distance, {}, {theta.begin(), theta.end()}};
  };
  ClassroomBranch ends;
  for (const Transition& transition : transitions) {
    Bracket<double> bracket{end(transition.left), end(transition.right)};
    for (int k = 0; k < halvings; ++k) bisect_bracket<double>(lesson.minimiser, {}, 0, bracket);
    for (const BracketEnd<double>& at : {bracket.before, bracket.after})
      ends.add(measure(lesson, at.beta, at.summary.iterations, at.theta), at.theta);
  }
  return ends;
}

std::vector<ClassroomBranch> fall(Lesson& lesson, const ClassroomBranch& rising,
                                  const std::vector<Transition>& transitions) {
  std::vector<ClassroomBranch> branches;
  const double share = 0.5 / static_cast<double>(transitions.size());
  for (const Transition& transition : transitions) {
    std::vector<double> betas;
    for (std::size_t i = transition.right + 1; i-- > 0;) betas.push_back(rising.rows[i].beta);
    const auto theta = rising.parameters.view().row(transition.right);
    const double from = 0.4 + share * static_cast<double>(branches.size());
    branches.push_back(
        follow_branch(lesson, betas, {theta.begin(), theta.end()}, from, from + share));
  }
  return branches;
}

std::vector<ClassroomPhase> phases_of(const ClassroomBranch& rising, const ClassroomBranch& ends) {
  std::vector<ClassroomPhase> phases = {{}};
  for (std::size_t i = 0; i < rising.rows.size(); ++i) {
    const std::size_t next = 2 * phases.size() - 1;  // end behind the next transition
    if (next < ends.rows.size() && rising.rows[i].beta >= ends.rows[next].beta)
      phases.push_back({static_cast<std::int64_t>(i), 0});
    phases.back().last = static_cast<std::int64_t>(i);
  }
  return phases;
}

}  // namespace caldera
