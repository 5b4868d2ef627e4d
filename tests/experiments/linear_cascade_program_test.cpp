// The program `linear_cascade`, as the shell sees it: everything it finds is known in closed form.

#include <cmath>

#include "caldera/nn/models/linear_mode.h"
#include "experiments/linear_cascade/record.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const std::string linear_cascade =
    program_path("linear_cascade") + " --profile smoke --out ";

double product(const LinearMode& mode, double strength) {
  return mode.singular_value - std::sqrt(2 * mode_error(mode, strength));
}

/// Every point of a sweep that rises is the learned minimum of each mode, as long as there is one.
void check_rising(const LinearRun& run, const LinearDepth& depth) {
  for (std::size_t i = 0; i < depth.rising.size(); ++i) {
    const LinearPoint& point = depth.rising[i];
    CHECK(point.is_minimum());
    for (std::size_t k = 0; k < run.singular_values.size(); ++k) {
      const LinearMode mode{run.singular_values[k], depth.depth};
      const double strength = learned_strength(mode, point.beta).value_or(0);
      CAPTURE(depth.depth, point.beta, k);
      CHECK(std::abs(point.products[k] - product(mode, strength)) <= tolerance::critical_position);
    }
  }
}

/// Falling, depth 2 finds the way back, and nothing else does.
void check_falling(const LinearDepth& depth) {
  const std::size_t count = depth.rising.size();
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(depth.falling[i].is_minimum());
    for (std::size_t k = 0; k < depth.rising[i].products.size(); ++k) {
      const double expected = depth.depth == 2 ? depth.rising[count - 1 - i].products[k] : 0;
      CAPTURE(depth.depth, depth.falling[i].beta, k);
      CHECK(std::abs(depth.falling[i].products[k] - expected) <= tolerance::critical_position);
    }
  }
}

}  // namespace

TEST_CASE("deep linear networks: sweeps, folds, orders and exponents are those of the formulas") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "theory");
  const std::string out = folder / "theory/linear.h5";
  REQUIRE(run_in_shell(linear_cascade + out).status == 0);
  const LinearRun run = read_linear_run(RunFile(out));
  REQUIRE(run.depths.size() == 3);
  for (const LinearDepth& depth : run.depths) {
    check_rising(run, depth);
    check_falling(depth);
  }
  // Depth 2: each mode on every curve on which it is not learned; depth 3 and 4: a fold each.
  REQUIRE(run.critical.size() == 6 + 3 + 3);
  for (const LinearCritical& at : run.critical) {
    CAPTURE(at.depth, at.mode, at.learned);
    CHECK(std::abs(at.beta - at.formula) <= tolerance::critical_position);
    CHECK((at.fold == 1) == (at.depth > 2));
    if (at.fold == 1) {
      CHECK(at.negative_before == 0);
      CHECK(at.negative_after == 1);
    } else {
      CHECK(at.negative_after > at.negative_before);
    }
  }
  const std::vector<Claim> verdict = checked_claims("linear networks", folder.path());
  CHECK(verdict.size() == 6 + 9 + 12 + 12 + 12 + 15);
  for (const Claim& row : verdict) {
    CAPTURE(row.quantity, row.ours, row.expected);
    CHECK(passes(row));
  }

  const std::string threads = folder / "threads.h5";
  REQUIRE(run_in_shell(linear_cascade + threads + " --threads 2").status == 0);
  CHECK(digest(out) == digest(threads));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure linear_cascade") + " --run " + out + " --out " + figure)
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);
}

TEST_CASE("linear_cascade refuses a seed below zero and an unknown profile") {
  const TemporaryFolder folder;
  const std::string out = folder / "run.h5";
  check_refused(run_in_shell(linear_cascade + out + " --seed -1"), "linear_cascade", "--seed");
  const std::string program = program_path("linear_cascade");
  check_refused(run_in_shell(program + " --profile big --out " + out), "linear_cascade",
                "--profile");
}

}  // namespace caldera::test
