#include "caldera/probes/transitions/transitions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "caldera/probes/require.h"
#include "caldera/probes/series/median.h"

namespace caldera {

namespace {

using Numbers = std::vector<double>;

/// The up to `count` values before entry i, and those behind it.
Numbers before(const Numbers& values, std::size_t i, std::size_t count) {
  const std::size_t first = i - std::min(i, count);
  return {values.begin() + static_cast<std::ptrdiff_t>(first),
          values.begin() + static_cast<std::ptrdiff_t>(i)};
}
Numbers behind(const Numbers& values, std::size_t i, std::size_t count) {
  const std::size_t last = std::min(values.size(), i + 1 + count);
  return {values.begin() + static_cast<std::ptrdiff_t>(i + 1),
          values.begin() + static_cast<std::ptrdiff_t>(last)};
}

Numbers changes(std::span<const double> y, double sign) {
  Numbers result(y.size() - 1);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = sign * (y[i + 1] - y[i]);
  return result;
}

/// |c_j − median of its two neighbours on each side|, for every gap j.
Numbers roughness(const Numbers& change) {
  Numbers result(change.size());
  for (std::size_t j = 0; j < change.size(); ++j) {
    Numbers neighbours = before(change, j, 2);
    const Numbers right = behind(change, j, 2);
    neighbours.insert(neighbours.end(), right.begin(), right.end());
    result[j] = std::abs(change[j] - median(neighbours));
  }
  return result;
}

/// s_i: the larger noise of the sides that have a whole window.
double noise_at(const Numbers& rough, std::size_t i, std::size_t window) {
  constexpr double normal_deviation = 1.4826;
  double noise = -1;
  for (const Numbers& side : {before(rough, i, window), behind(rough, i, window)})
    if (side.size() == window) noise = std::max(noise, median(side));
  return normal_deviation * (noise < 0 ? median(rough) : noise);
}

/// What one signal says about every gap.
struct Evidence {
  Numbers trend, excess, score;
};

Evidence weigh(const Numbers& change, const TransitionRule& rule) {
  const std::size_t gaps = change.size();
  const std::size_t window = std::min(rule.noise_gaps, gaps / 3);
  const Numbers rough = roughness(change);
  const double never = -std::numeric_limits<double>::infinity();
  Evidence evidence{Numbers(gaps, 0.0), Numbers(gaps, never), Numbers(gaps, never)};
  for (std::size_t i = 1; i + 1 < gaps; ++i) {
    evidence.trend[i] = std::max(median(before(change, i, rule.trend_gaps)),
                                 median(behind(change, i, rule.trend_gaps)));
    evidence.excess[i] = change[i] - evidence.trend[i];
    // A curve without any noise divides by the smallest number instead of zero.
    const double noise = std::max(noise_at(rough, i, window), std::numeric_limits<double>::min());
    evidence.score[i] = evidence.excess[i] / noise;
  }
  return evidence;
}

bool jumps(const Evidence& signal, std::size_t i, const TransitionRule& rule) {
  return signal.score[i] >= rule.single_score && signal.excess[i] > 0 &&
         signal.excess[i] >= rule.steepness * std::abs(signal.trend[i]);
}

constexpr Require require{"transitions", "check the sweep"};

void check(const SweepCurve& curve) {
  const std::size_t n = curve.beta.size();
  require(n >= fewest_points, "swept curve",
          "at least " + std::to_string(fewest_points) + " points", std::to_string(n));
  require(curve.error.size() == n && curve.distance.size() == n, "swept curve",
          std::to_string(n) + " errors and distances",
          std::to_string(curve.error.size()) + " and " + std::to_string(curve.distance.size()));
  for (std::size_t i = 0; i < n; ++i)
    require(std::isfinite(curve.beta[i]) && std::isfinite(curve.error[i]) &&
                std::isfinite(curve.distance[i]),
            "swept curve", "finite numbers", "one that is not at point " + std::to_string(i));
  const double step = (curve.beta[n - 1] - curve.beta[0]) / static_cast<double>(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i)
    require(
        step > 0 && std::abs(curve.beta[i + 1] - curve.beta[i] - step) <= 0.01 * step,
        "swept curve", "beta ascending in even steps of " + std::to_string(step),
        std::to_string(curve.beta[i + 1] - curve.beta[i]) + " behind point " + std::to_string(i));
}

/// The transition over the gaps first … last.
Transition describe(const SweepCurve& curve, const Evidence& error, const Evidence& distance,
                    const Numbers& score, std::size_t first, std::size_t last) {
  Transition t;
  t.left = first;
  t.right = last + 1;
  t.beta_left = curve.beta[t.left];
  t.beta_right = curve.beta[t.right];
  t.beta = (t.beta_left + t.beta_right) / 2;
  t.error_before = curve.error[t.left];
  t.error_after = curve.error[t.right];
  t.distance_before = curve.distance[t.left];
  t.distance_after = curve.distance[t.right];
  for (std::size_t i = first; i <= last; ++i) {
    t.error_jump += error.excess[i];
    t.distance_jump -= distance.excess[i];
    t.score = std::max(t.score, score[i]);
  }
  return t;
}

}  // namespace

std::vector<Transition> find_transitions(const SweepCurve& curve, const TransitionRule& rule) {
  check(curve);
  const Evidence error = weigh(changes(curve.error, 1), rule);
  const Evidence distance = weigh(changes(curve.distance, -1), rule);
  const std::size_t gaps = error.score.size();
  Numbers score(gaps);
  for (std::size_t i = 0; i < gaps; ++i)
    score[i] = (error.score[i] + distance.score[i]) / std::sqrt(2.0);
  const auto [lowest, highest] = std::minmax_element(curve.error.begin(), curve.error.end());
  const double smallest_jump = rule.smallest_share * (*highest - *lowest);

  std::vector<Transition> found;
  std::size_t free = 0;  // gaps before this one belong to an earlier transition
  for (std::size_t i = 0; i < gaps; ++i) {
    if (!(score[i] >= rule.score && jumps(error, i, rule) && jumps(distance, i, rule))) continue;
    std::size_t first = i, last = i;
    while (first > free && score[first - 1] >= rule.score) --first;
    while (last + 1 < gaps && score[last + 1] >= rule.score) ++last;
    const Transition t = describe(curve, error, distance, score, first, last);
    if (t.error_jump >= smallest_jump) found.push_back(t);
    i = last;
    free = last + 1;
  }
  return found;
}

}  // namespace caldera
