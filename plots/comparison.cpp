#include "plots/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace caldera {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string text(double value) { return std::isnan(value) ? "none" : fmt::format("{:.4g}", value); }

/// A range of the published seeds, each bound widened by 20 % of itself.
Tolerance widened(const published::Range& range) {
  return {0.8 * range.low, 1.2 * range.high, "published seeds +-20 %"};
}

Comparison in_range(const SeedSweep& sweep, const std::string& quantity,
                    const published::Range& range, double ours) {
  return {quantity,
          sweep.seed,
          text(range.low) + "-" + text(range.high),
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
  accuracy.published = text(100 - published::misclassified_at_zero.high) + "-" +
                       text(100 - published::misclassified_at_zero.low);
  accuracy.reference = 100 - accuracy.reference;
  accuracy.ours = row.test_accuracy;
  accuracy.tolerance = {100 - accuracy.tolerance.high, 100 - accuracy.tolerance.low,
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
          text(expected.beta),
          expected.beta,
          found ? found->beta : missing,
          {expected.beta - allowed, expected.beta + allowed,
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
          text(expected),
          expected,
          static_cast<double>(sweep.transitions.size()),
          {expected, expected, "exact"},
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
          text(sample.mean),
          sample.mean,
          found ? sweep.rows[found->*side.point].*side.value : missing,
          {sample.mean - allowed, sample.mean + allowed, "4 s + trend over the bracket"},
          ""};
}

constexpr const char* explanation =
    "Published: arXiv 2512.11866, Fig. 2, and the curves behind it (plots/published.h).\n"
    "4 s + trend over the bracket: s is the scatter of the three published seeds beside the jump;\n"
    "the trend is what the quantity changes over the bracket in which the grid shows the jump.\n"
    "All tolerances are derived from the published runs alone (plots/comparison.h).\n";

std::string verdict(const Comparison& comparison) { return passes(comparison) ? "pass" : "FAIL"; }

}  // namespace

bool passes(const Comparison& comparison) {
  return comparison.ours >= comparison.tolerance.low &&
         comparison.ours <= comparison.tolerance.high;
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

std::string verdict_table(const std::vector<Comparison>& comparisons) {
  // All seeds of a quantity stand together, in the order of the first seed's rows.
  std::vector<std::string> quantities;
  for (const Comparison& row : comparisons)
    if (std::find(quantities.begin(), quantities.end(), row.quantity) == quantities.end())
      quantities.push_back(row.quantity);
  std::string table =
      fmt::format("{:<23} {:>12} {:>5} {:>9} {:>10}  {:^19}  {:<5} {}\n", "quantity", "published",
                  "seed", "ours", "difference", "allowed", "", "tolerance from");
  std::size_t failures = 0;
  for (const std::string& quantity : quantities)
    for (const Comparison& row : comparisons) {
      if (row.quantity != quantity) continue;
      failures += !passes(row);
      table += fmt::format("{:<23} {:>12} {:>5} {:>9} {:>+10.3g}  {:>8} .. {:<8}  {:<5} {}{}\n",
                           row.quantity, row.published, row.seed, text(row.ours),
                           row.ours - row.reference, text(row.tolerance.low),
                           text(row.tolerance.high), verdict(row), row.tolerance.source,
                           row.remark.empty() ? "" : "; " + row.remark);
    }
  return table + "\n" + explanation +
         fmt::format("\n{} of {} comparisons pass.\n", comparisons.size() - failures,
                     comparisons.size());
}

std::string verdict_csv(const std::vector<Comparison>& comparisons) {
  std::string csv = "quantity,seed,published,ours,difference,low,high,source,verdict,remark\n";
  for (const Comparison& row : comparisons)
    csv += fmt::format("{},{},{},{},{:.6g},{:.6g},{:.6g},{},{},{}\n", row.quantity, row.seed,
                       row.published, row.ours, row.ours - row.reference, row.tolerance.low,
                       row.tolerance.high, row.tolerance.source, verdict(row), row.remark);
  return csv;
}

}  // namespace caldera
