#include "plots/transition_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plots/figure/figure.h"
#include "plots/sweep_claims.h"

namespace caldera {

namespace {

constexpr double not_found = std::numeric_limits<double>::quiet_NaN();

/// What the band of a position is: the largest of three.
std::string shift_source(const published::Transition& expected, double step) {
  const double allowed = allowed_shift(expected, step);
  if (allowed == expected.spread) return "spread of the published seeds";
  return allowed == 0.04 * expected.beta ? "4 % of T" : "one step of the grid";
}

/// "0.034 +- 0.042": the published jump of the test error, and 4 s.
std::string jump_with_noise(const published::Transition& at) {
  return fmt::format("{:.2g} +- {:.2g}", at.test_error_after.mean - at.test_error_before.mean,
                     4 * std::hypot(at.test_error_before.deviation, at.test_error_after.deviation));
}

}  // namespace

double TransitionPair::value(double SweepRow::*quantity, std::size_t Transition::*point) const {
  return found ? sweep.rows[found->*point].*quantity : not_found;
}

std::vector<TransitionSides> transition_sides(const char* distance) {
  using published::Transition;
  return {{"test error", "", &Transition::test_error_before, &Transition::test_error_after,
           &SweepRow::test_error},
          {"accuracy", " (%)", &Transition::test_accuracy_before,
           &Transition::test_accuracy_after, &SweepRow::test_accuracy},
          {distance, "", &Transition::distance_before, &Transition::distance_after,
           &SweepRow::distance}};
}

std::vector<const Transition*> match(const std::vector<Transition>& found,
                                     std::span<const published::Transition> expected) {
  std::vector<const Transition*> matched(expected.size(), nullptr);
  const auto distance = [&](const Transition& transition, std::size_t k) {
    return std::abs(transition.beta - expected[k].beta);
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

double allowed_shift(const published::Transition& expected, double step) {
  return std::max({0.04 * expected.beta, step, expected.spread});
}

std::string why_unseen(const published::Transition& expected, double step) {
  if (step <= 1.01 * expected.seen_to) return "";
  const std::string to = expected.seen_to > 0 ? fmt::format("beyond steps of {:.2g}", expected.seen_to)
                                              : "at its own step or twice that";
  return fmt::format("in the published curve it is not found from every start {}, and the test error "
                     "jumps by {} there",
                     to, jump_with_noise(expected));
}

Claim position_claim(const TransitionPair& pair) {
  const auto& [sweep, expected, found, prefix] = pair;
  const double allowed = allowed_shift(expected, sweep.step);
  const std::string source = shift_source(expected, sweep.step);
  Claim claim{.quantity = prefix + expected.name + " beta",
              .seed = sweep.seed,
              .expected = number_text(expected.beta),
              .reference = expected.beta,
              .ours = found ? found->beta : not_found,
              .could_not_tell = "a shift by up to " + source};
  if (found)
    claim.remark = fmt::format("bracket {:.4f}-{:.4f}", found->beta_left, found->beta_right);
  const std::string unseen = why_unseen(expected, sweep.step);
  if (!unseen.empty()) {
    claim.remark = "not judged: " + unseen + (found ? "; " + claim.remark : "");
    return claim;
  }
  claim.band = Band{expected.beta - allowed, expected.beta + allowed, source};
  claim.kind = ClaimKind::published;
  return claim;
}

Claim beside_claim(const TransitionPair& at, const TransitionSides& sides, bool is_after) {
  const published::Sample& sample = at.expected.*(is_after ? sides.after : sides.before);
  const published::Sample& other = at.expected.*(is_after ? sides.before : sides.after);
  const double allowed = 4 * sample.deviation + sample.trend * at.width();
  Claim claim{.quantity = fmt::format("{}{} {} {}{}", at.prefix, at.expected.name, sides.name,
                                      is_after ? "after" : "before", sides.unit),
              .seed = at.sweep.seed,
              .expected = number_text(sample.mean),
              .reference = sample.mean,
              .ours = at.value(sides.value, is_after ? &Transition::right : &Transition::left),
              .could_not_tell = fmt::format("a shift by up to {:.2g}", allowed)};
  if (std::abs(other.mean - sample.mean) <= allowed) {
    claim.remark =
        fmt::format("not judged: cannot tell before from after, published +- {:.2g} includes {}",
                    allowed, number_text(other.mean));
    return claim;
  }
  claim.band = Band{sample.mean - allowed, sample.mean + allowed, "4 s + trend over the bracket"};
  claim.kind = ClaimKind::published;
  return claim;
}

Claim jump_claim(const TransitionPair& at, const TransitionSides& sides) {
  const published::Sample &before = at.expected.*sides.before, &after = at.expected.*sides.after;
  const double jump = after.mean - before.mean;
  const double allowed =
      4 * std::hypot(before.deviation, after.deviation) + (before.trend + after.trend) * at.width();
  Claim claim{
      .quantity = fmt::format("{}{} {} jump{}", at.prefix, at.expected.name, sides.name, sides.unit),
      .seed = at.sweep.seed,
      .expected = fmt::format("{:+.4g}", jump),
      .reference = jump,
      .ours = at.value(sides.value, &Transition::right) - at.value(sides.value, &Transition::left),
      .could_not_tell = fmt::format("a jump by up to {:.2g} more or less", allowed)};
  if (std::abs(jump) <= allowed) {
    claim.remark = fmt::format("not judged: published +- {:.2g} includes no jump at all", allowed);
    return claim;
  }
  claim.band =
      Band{jump - allowed, jump + allowed, "4 s of the difference + trends over the bracket"};
  claim.kind = ClaimKind::published;
  return claim;
}

std::vector<Claim> transition_claims(const SeedSweep& sweep, const published::Case& expected,
                                     const std::string& prefix, const char* distance) {
  const std::vector<const Transition*> matched = match(sweep.transitions, expected.transitions);
  std::vector<Claim> rows;
  for (std::size_t k = 0; k < matched.size(); ++k) {
    const TransitionPair pair{sweep, expected.transitions[k], matched[k], prefix};
    rows.push_back(position_claim(pair));
    if (!is_judged(rows.back())) continue;
    for (const TransitionSides& sides : transition_sides(distance))
      rows.push_back(jump_claim(pair, sides));
  }
  rows.push_back(reported(prefix + "transitions", sweep.seed,
                          static_cast<double>(sweep.transitions.size()),
                          positions(sweep.transitions)));
  return rows;
}

}  // namespace caldera
