#include "plots/report/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace caldera {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// A range of the published seeds, each bound widened by 20 % of itself.
Tolerance widened(const published::Range& range) {
  return {0.8 * range.low, 1.2 * range.high, "published seeds +-20 %"};
}

Comparison in_range(const SeedSweep& sweep, const std::string& quantity,
                    const published::Range& range, double ours) {
  return {quantity,
          sweep.seed,
          number_text(range.low) + "-" + number_text(range.high),
          (range.low + range.high) / 2,
          ours,
          widened(range),
          ""};
}

std::vector<Comparison> at_zero(const SeedSweep& sweep) {
  const SweepRow& row = sweep.rows.front();
  Comparison accuracy = in_range(sweep, "accuracy at 0 (%)", published::misclassified_at_zero,
                                 100 - row.test_accuracy);
  // Widened as the misclassified share, shown as accuracy.
  accuracy.published = number_text(100 - published::misclassified_at_zero.high) + "-" +
                       number_text(100 - published::misclassified_at_zero.low);
  accuracy.reference = 100 - accuracy.reference;
  accuracy.ours = row.test_accuracy;
  const Tolerance misclassified = widened(published::misclassified_at_zero);
  accuracy.tolerance = Tolerance{100 - misclassified.high, 100 - misclassified.low,
                                 "published seeds, misclassified +-20 %"};
  return {accuracy,
          in_range(sweep, "test error at 0", published::test_error_at_zero, row.test_error),
          in_range(sweep, "r0 at 0", published::distance_at_zero, row.distance)};
}

Comparison position(const SeedSweep& sweep, const published::Transition& expected,
                    const Transition* found) {
  const double share = 0.04 * expected.beta;
  const double allowed = std::max(share, sweep.step);
  return {std::string(expected.name) + " beta",
          sweep.seed,
          number_text(expected.beta),
          expected.beta,
          found ? found->beta : missing,
          Tolerance{expected.beta - allowed, expected.beta + allowed,
                    share >= sweep.step ? "4 % of T" : "one step of the grid"},
          found ? fmt::format("bracket {:.4f}-{:.4f}", found->beta_left, found->beta_right) : ""};
}

/// The number of transitions; those that belong to no published one are named in the remark.
Comparison count(const SeedSweep& sweep, const std::vector<const Transition*>& matched) {
  const double expected = static_cast<double>(published::transitions.size());
  std::string extra;
  for (const Transition& transition : sweep.transitions)
    if (std::find(matched.begin(), matched.end(), &transition) == matched.end())
      extra += fmt::format(" {:.4f}", transition.beta);
  return {"number of transitions",
          sweep.seed,
          number_text(expected),
          expected,
          static_cast<double>(sweep.transitions.size()),
          Tolerance{expected, expected, "exact"},
          extra.empty() ? "" : "extra at beta" + extra};
}

/// One quantity on one side of one transition.
struct Side {
  const char* name;
  published::Sample published::Transition::*sample;
  double SweepRow::*value;
  std::size_t Transition::*point;
};

constexpr Side sides[] = {
    {"test error before", &published::Transition::test_error_before, &SweepRow::test_error,
     &Transition::left},
    {"test error after", &published::Transition::test_error_after, &SweepRow::test_error,
     &Transition::right},
    {"accuracy before (%)", &published::Transition::test_accuracy_before, &SweepRow::test_accuracy,
     &Transition::left},
    {"accuracy after (%)", &published::Transition::test_accuracy_after, &SweepRow::test_accuracy,
     &Transition::right},
    {"r0 before", &published::Transition::distance_before, &SweepRow::distance, &Transition::left},
    {"r0 after", &published::Transition::distance_after, &SweepRow::distance, &Transition::right},
};

Comparison beside(const SeedSweep& sweep, const published::Transition& expected,
                  const Transition* found, const Side& side) {
  const published::Sample& sample = expected.*side.sample;
  const double width = found ? found->beta_right - found->beta_left : sweep.step;
  const double allowed = 4 * sample.deviation + sample.trend * width;
  return {std::string(expected.name) + " " + side.name,
          sweep.seed,
          number_text(sample.mean),
          sample.mean,
          found ? sweep.rows[found->*side.point].*side.value : missing,
          Tolerance{sample.mean - allowed, sample.mean + allowed, "4 s + trend over the bracket"},
          ""};
}

}  // namespace

std::string number_text(double value) {
  return std::isnan(value) ? "none" : fmt::format("{:.4g}", value);
}

double largest(const std::vector<double>& values) {
  double result = values.empty() ? missing : values.front();
  for (const double value : values)
    if (!(value <= result) && !std::isnan(result)) result = value;
  return result;
}

bool passes(const Comparison& comparison) {
  const std::optional<Tolerance>& allowed = comparison.tolerance;
  return allowed && comparison.ours >= allowed->low && comparison.ours <= allowed->high;
}

bool fails(const Comparison& comparison) { return comparison.tolerance && !passes(comparison); }

Comparison reported(const std::string& quantity, std::int64_t seed, double ours,
                    const std::string& remark) {
  return {quantity, seed, "", 0, ours, std::nullopt, remark};
}

std::vector<const Transition*> match(const std::vector<Transition>& found) {
  std::vector<const Transition*> matched(published::transitions.size(), nullptr);
  const auto distance = [](const Transition& transition, std::size_t k) {
    return std::abs(transition.beta - published::transitions[k].beta);
  };
  for (const Transition& transition : found) {
    std::size_t nearest = 0;
    for (std::size_t k = 1; k < matched.size(); ++k)
      if (distance(transition, k) < distance(transition, nearest)) nearest = k;
    if (!matched[nearest] || distance(transition, nearest) < distance(*matched[nearest], nearest))
      matched[nearest] = &transition;
  }
  return matched;
}

std::vector<Comparison> compare(const SeedSweep& sweep) {
  const std::vector<const Transition*> matched = match(sweep.transitions);
  std::vector<Comparison> rows;
  for (std::size_t k = 0; k < matched.size(); ++k)
    rows.push_back(position(sweep, published::transitions[k], matched[k]));
  rows.push_back(count(sweep, matched));
  for (const Comparison& row : at_zero(sweep)) rows.push_back(row);
  for (std::size_t k = 0; k < matched.size(); ++k)
    for (const Side& side : sides)
      rows.push_back(beside(sweep, published::transitions[k], matched[k], side));
  return rows;
}

}  // namespace caldera
