#include "plots/watched_sweep/random_flags.h"

#include <bit>
#include <cmath>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

bool is_near(double a, double b) { return std::abs(a - b) <= tolerance::value<double>; }

/// Counts all choices of `flags` of the samples; the stretches lie one behind the other.
RandomFlags by_counting(const FlagTargets& targets, int flags, std::size_t found) {
  double choices = 0, total = 0, as_many = 0;
  for (unsigned set = 0; set < 1u << targets.samples; ++set) {
    if (std::popcount(set) != flags) continue;
    unsigned rest = set;
    std::size_t hits = 0;
    for (const std::size_t width : targets.widths) {
      hits += (rest & ((1u << width) - 1)) != 0;
      rest >>= width;
    }
    choices += 1;
    total += static_cast<double>(hits);
    as_many += hits >= found;
  }
  return {total / choices / static_cast<double>(targets.widths.size()), as_many / choices};
}

}  // namespace

TEST_CASE("random flags: as counting all choices says") {
  const FlagTargets targets{9, {1, 3, 2}};
  for (int flags = 0; flags <= 9; ++flags)
    for (std::size_t found = 0; found <= 3; ++found) {
      const RandomFlags ours = random_flags(targets, static_cast<std::size_t>(flags), found);
      const RandomFlags counted = by_counting(targets, flags, found);
      CAPTURE(flags, found);
      CHECK(is_near(ours.recall, counted.recall));
      CHECK(is_near(ours.as_many_found, counted.as_many_found));
    }
}

TEST_CASE("random flags: one flag finds the share of the samples, a flag everywhere finds all") {
  const FlagTargets targets{1000, {10, 30}};
  CHECK(is_near(random_flags(targets, 1, 1).recall, 0.02));
  CHECK(is_near(random_flags(targets, 1, 1).as_many_found, 0.04));
  CHECK(random_flags(targets, 1, 2).as_many_found == 0);
  CHECK(random_flags(targets, 1000, 2).recall == 1);
  CHECK(random_flags(targets, 1000, 2).as_many_found == 1);
  CHECK(random_flags(targets, 0, 0).as_many_found == 1);
}

TEST_CASE("random flags: a stretch without samples is never found, without stretches no recall") {
  CHECK(random_flags({5, {0}}, 5, 1).as_many_found == 0);
  CHECK(random_flags({5, {0}}, 5, 0).recall == 0);
  CHECK(std::isnan(random_flags({5, {}}, 3, 0).recall));
  CHECK(random_flags({5, {}}, 3, 0).as_many_found == 1);
  CHECK_THAT(test::refusal([] {
               random_flags({100, std::vector<std::size_t>(21, 1)}, 1, 1);
             }),
             Catch::Contains("at most 20"));
}
