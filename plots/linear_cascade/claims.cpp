// Deep linear networks: all of it is known in closed form, and all is judged.
//   how many transitions each sweep has: rising, one a singular value; falling, the same at depth 2
//   and none at depth 3 and more; how many critical points, jumps and laws there are;
//   every fold and branch point, to 1e-8;
//   of the jump at every transition the exponent of the step, 1 at depth 2 and 0 at depth 3 and
//   more, to 0.03, and its limit for small steps, to 1e-6;
//   the exponent of the smallest eigenvalue, ½ at a fold and 1 at a pitchfork, to 0.01.
// The exponents hold in the limit. At a fold the next terms are smaller by √step and √distance;
// what they do to the fits over the ranges of the study, up to 0.02 and 0.003, is within the
// margins.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/linear_cascade/record.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* linear = "theory/linear.h5";

/// Known exactly, and to be met within ± margin.
Claim known(const std::string& quantity, std::int64_t seed, double formula, double ours,
            double margin, const std::string& could_not_tell, const std::string& remark) {
  return {.quantity = quantity,
          .seed = seed,
          .expected = fmt::format("{:.10g}", formula),
          .reference = formula,
          .ours = ours,
          .band = Band{formula - margin, formula + margin, fmt::format("formula +- {:g}", margin)},
          .could_not_tell = could_not_tell,
          .kind = ClaimKind::own,
          .remark = remark};
}

/// The same for a whole number.
Claim counted(const std::string& quantity, std::int64_t seed, std::size_t formula,
              std::size_t ours) {
  return known(quantity, seed, static_cast<double>(formula), static_cast<double>(ours), 0,
               "others from these, as many: that is for their positions", "");
}

std::string place(double depth, double mode) {
  return fmt::format("D={:g} mode {:g}", depth, mode);
}

/// At depth 2 the falling sweep comes back: nothing else is a minimum. Deeper, 0 stays one.
std::vector<Claim> transitions(const LinearDepth& depth, std::int64_t seed) {
  const std::size_t modes = depth.branches.size();
  std::vector<Claim> rows;
  for (const bool rising : {true, false}) {
    std::size_t found = 0;
    for (std::size_t mode = 0; mode < modes; ++mode)
      found += changes(rising ? depth.rising : depth.falling, mode).size();
    rows.push_back(
        counted(fmt::format("D={} transitions, {}", depth.depth, rising ? "rising" : "falling"),
                seed, rising || depth.depth == 2 ? modes : 0, found));
  }
  return rows;
}

/// Rows of a table that are of a depth.
template <class Row>
std::size_t rows_of(const std::vector<Row>& table, const LinearDepth& depth) {
  return static_cast<std::size_t>(
      std::ranges::count(table, static_cast<double>(depth.depth), &Row::depth));
}

/// At depth 2 a mode branches off every curve on which no weaker one is learned, and comes and goes
/// in both sweeps. Deeper, each mode has one fold, is lost once, and has saddles beside its minima.
std::vector<Claim> how_many(const LinearRun& run, const LinearDepth& depth, std::int64_t seed) {
  const std::size_t modes = depth.branches.size();
  const bool is_two = depth.depth == 2;
  const std::string beginning = fmt::format("D={} ", depth.depth);
  return {
      counted(beginning + "critical points", seed, is_two ? modes * (modes + 1) / 2 : modes,
              rows_of(run.critical, depth)),
      counted(beginning + "jumps", seed, is_two ? 2 * modes : modes, rows_of(run.orders, depth)),
      counted(beginning + "laws of the eigenvalue", seed, is_two ? modes : 2 * modes,
              rows_of(run.exponents, depth))};
}

Claim position(const LinearCritical& at, std::int64_t seed) {
  return known(
      fmt::format("{} {} beta, {:g} learned", place(at.depth, at.mode),
                  at.fold == 1 ? "fold" : "pitchfork", at.learned),
      seed, at.formula, at.beta, 1e-8, "a shift by less than 1e-8",
      fmt::format("own estimate {:.1g}, curvature {:.1g}, negative directions {:g} -> {:g}",
                  at.beta_error, at.curvature, at.negative_before, at.negative_after));
}

std::string direction(const LinearOrder& order) {
  return place(order.depth, order.mode) + (order.rising == 1 ? " rising" : " falling");
}

Claim jump_exponent(const LinearOrder& order, std::int64_t seed) {
  return known(direction(order) + ": jump ~ step^", seed, order.depth == 2 ? 1 : 0, order.exponent,
               0.03, "exponents that differ by less than 0.03",
               fmt::format("standard error {:.2g}", order.exponent_error));
}

Claim jump_limit(const LinearOrder& order, std::int64_t seed) {
  return known(direction(order) + ": jump", seed, order.formula, order.limit, 1e-6,
               "a jump of less than 1e-6 from none", "extrapolated to steps of 0");
}

Claim eigenvalue_exponent(const LinearExponent& law, std::int64_t seed) {
  return known(fmt::format("{} {}: lambda ~ distance^", place(law.depth, law.mode),
                           law.saddle == 1 ? "saddles" : "minima"),
               seed, law.depth == 2 ? 1 : 0.5, law.exponent, 0.01,
               "exponents that differ by less than 0.01",
               fmt::format("standard error {:.2g}", law.exponent_error));
}

std::vector<Claim> make(const RunFiles& files) {
  const RunFile file(files.like(linear).front());
  const LinearRun run = read_linear_run(file);
  const auto seed = file.attribute<std::int64_t>("seed");
  std::vector<Claim> rows;
  for (const LinearDepth& depth : run.depths)
    for (const Claim& row : transitions(depth, seed)) rows.push_back(row);
  for (const LinearDepth& depth : run.depths)
    for (const Claim& row : how_many(run, depth, seed)) rows.push_back(row);
  for (const LinearCritical& at : run.critical) rows.push_back(position(at, seed));
  for (const LinearOrder& order : run.orders) rows.push_back(jump_exponent(order, seed));
  for (const LinearOrder& order : run.orders) rows.push_back(jump_limit(order, seed));
  for (const LinearExponent& law : run.exponents) rows.push_back(eigenvalue_exponent(law, seed));
  return rows;
}

const ClaimsRegistration linear_networks(
    {.name = "linear networks",
     .part = Part::theory,
     .source = "Closed forms of nn/models/linear_mode.h, after Ziyin and Ueda (2022). Positions by "
               "continuation, orders by\nsweeps. Margins were fixed beforehand.",
     .runs = {linear},
     .make = make});

}  // namespace
}  // namespace caldera
