#include "plots/linear_cascade/claims.h"

#include <fmt/format.h>

#include "experiments/linear_cascade/record.h"

namespace caldera {
namespace {

/// Known exactly, and to be met within ± margin.
Comparison known(const std::string& quantity, std::int64_t seed, double formula, double ours,
                 double margin, const std::string& remark) {
  return {quantity,
          seed,
          fmt::format("{:.10g}", formula),
          formula,
          ours,
          Tolerance{formula - margin, formula + margin, fmt::format("formula +- {:g}", margin)},
          remark};
}

std::string place(double depth, double mode) {
  return fmt::format("D={:g} mode {:g}", depth, mode);
}

/// At depth 2 the falling sweep comes back: nothing else is a minimum. Deeper, 0 stays one.
std::vector<Comparison> transitions(const LinearDepth& depth, std::int64_t seed) {
  const std::size_t modes = depth.branches.size();
  std::vector<Comparison> rows;
  for (const bool rising : {true, false}) {
    std::size_t found = 0;
    for (std::size_t mode = 0; mode < modes; ++mode)
      found += changes(rising ? depth.rising : depth.falling, mode).size();
    const std::size_t expected = rising || depth.depth == 2 ? modes : 0;
    rows.push_back(
        known(fmt::format("D={} transitions, {}", depth.depth, rising ? "rising" : "falling"), seed,
              static_cast<double>(expected), static_cast<double>(found), 0, ""));
  }
  return rows;
}

Comparison position(const LinearCritical& at, std::int64_t seed) {
  return known(
      fmt::format("{} {} beta, {:g} learned", place(at.depth, at.mode),
                  at.fold == 1 ? "fold" : "pitchfork", at.learned),
      seed, at.formula, at.beta, 1e-8,
      fmt::format("own estimate {:.1g}, curvature {:.1g}, negative directions {:g} -> {:g}",
                  at.beta_error, at.curvature, at.negative_before, at.negative_after));
}

std::string direction(const LinearOrder& order) {
  return place(order.depth, order.mode) + (order.rising == 1 ? " rising" : " falling");
}

Comparison jump_exponent(const LinearOrder& order, std::int64_t seed) {
  return known(direction(order) + ": jump ~ step^", seed, order.depth == 2 ? 1 : 0, order.exponent,
               0.03, fmt::format("standard error {:.2g}", order.exponent_error));
}

Comparison jump_limit(const LinearOrder& order, std::int64_t seed) {
  return known(direction(order) + ": jump", seed, order.formula, order.limit, 1e-6,
               "extrapolated to steps of 0");
}

Comparison eigenvalue_exponent(const LinearExponent& law, std::int64_t seed) {
  return known(fmt::format("{} {}: lambda ~ distance^", place(law.depth, law.mode),
                           law.saddle == 1 ? "saddles" : "minima"),
               seed, law.depth == 2 ? 1 : 0.5, law.exponent, 0.01,
               fmt::format("standard error {:.2g}", law.exponent_error));
}

}  // namespace

std::vector<Comparison> compare_linear(const std::filesystem::path& path) {
  const RunFile file(path);
  const LinearRun run = read_linear_run(file);
  const auto seed = file.attribute<std::int64_t>("seed");
  std::vector<Comparison> rows;
  for (const LinearDepth& depth : run.depths)
    for (const Comparison& row : transitions(depth, seed)) rows.push_back(row);
  for (const LinearCritical& at : run.critical) rows.push_back(position(at, seed));
  for (const LinearOrder& order : run.orders) rows.push_back(jump_exponent(order, seed));
  for (const LinearOrder& order : run.orders) rows.push_back(jump_limit(order, seed));
  for (const LinearExponent& law : run.exponents) rows.push_back(eigenvalue_exponent(law, seed));
  return rows;
}

}  // namespace caldera
