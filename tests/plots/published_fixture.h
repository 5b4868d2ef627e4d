#pragma once
// Sweeps that nobody ran: made of the published values.

#include <algorithm>
#include <cmath>
#include <vector>

#include "plots/published/curves.h"
#include "plots/seed_sweeps.h"

namespace caldera::test {

/// A transition of which nothing but the position is known.
inline published::Transition at(double beta) {
  published::Transition transition;
  transition.beta = beta;
  return transition;
}

/// A quantity along one phase: straight lines through its values behind a transition, at the places, and
/// before the next transition.
struct Anchors {
  std::vector<double> betas, values;

  double at(double beta) const {
    const auto right = std::ranges::lower_bound(betas, beta);
    if (right == betas.end()) return values.back();
    if (right == betas.begin()) return values.front();
    const auto k = static_cast<std::size_t>(right - betas.begin());
    return std::lerp(values[k - 1], values[k],
                     (beta - betas[k - 1]) / (betas[k] - betas[k - 1]));
  }
};

/// The value of a published quantity: its samples before and after a transition, and at a place.
inline double published_value(const published::Case& of, double beta,
                              published::Sample published::Transition::*before,
                              published::Sample published::Transition::*after,
                              published::Sample published::Place::*place) {
  double low = -1, high = 1e9;
  Anchors anchors;
  for (const published::Transition& t : of.transitions) {
    if (t.beta < beta && t.beta > low) low = t.beta;
    if (t.beta >= beta && t.beta < high) high = t.beta;
  }
  const auto add = [&](double at, const published::Sample& sample) {
    anchors.betas.push_back(at);
    anchors.values.push_back(sample.mean);
  };
  for (const published::Transition& t : of.transitions)
    if (t.beta == low) add(low, t.*after);
  for (const published::Place& one : of.places)
    if (low < one.beta && one.beta < high) add(one.beta, one.*place);
  for (const published::Transition& t : of.transitions)
    if (t.beta == high) add(high, t.*before);
  return anchors.at(beta);
}

/// A sweep in steps of `step` to just behind the last place, with the published values everywhere, and the
/// published transitions found in the steps that have them.
inline SeedSweep as_published(const published::Case& of, double step) {
  using published::Place;
  using published::Transition;
  SeedSweep sweep;
  sweep.seed = 4;
  sweep.profile = "study";
  sweep.step = step;
  for (double beta = 0; beta < of.places.back().beta + step; beta += step) {
    SweepRow row;
    row.beta = beta;
    row.test_error = published_value(of, beta, &Transition::test_error_before,
                                     &Transition::test_error_after, &Place::test_error);
    row.training_error_running = row.test_error;
    row.test_accuracy = published_value(of, beta, &Transition::test_accuracy_before,
                                        &Transition::test_accuracy_after, &Place::test_accuracy);
    row.distance = published_value(of, beta, &Transition::distance_before,
                                   &Transition::distance_after, &Place::distance);
    sweep.rows.push_back(row);
  }
  for (const Transition& expected : of.transitions) {
    caldera::Transition t;
    while (sweep.rows[t.right].beta < expected.beta) ++t.right;
    t.left = t.right - 1;
    t.beta_left = sweep.rows[t.left].beta;
    t.beta_right = sweep.rows[t.right].beta;
    t.beta = (t.beta_left + t.beta_right) / 2;
    sweep.transitions.push_back(t);
  }
  return sweep;
}

}  // namespace caldera::test
