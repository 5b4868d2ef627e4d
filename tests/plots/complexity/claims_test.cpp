#include <algorithm>
#include <cmath>

#include "plots/complexity/onset.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// 60 points with so many jumps of E by 0.3 and of ‖θ‖ by 0.4, evenly spread.
ComplexityBranch jumping(const ComplexityCase& of, int jumps) {
  ComplexityBranch branch{of, 0.01, {}, {}, {}};
  for (int i = 0; i < 60; ++i) {
    const double done = i * (jumps + 1) / 60;  // a whole number
    branch.beta.push_back(0.01 * (i + 1));
    branch.error.push_back(0.002 * i + 0.3 * done);
    branch.distance.push_back(9 - 0.003 * i - 0.4 * done);
  }
  return branch;
}

/// From β = 0.3 to 0.8, rising or falling; θ = 0 from `end` on, and before it ½‖θ‖² = m + (end −
/// β).
ComplexityBranch near_onset(std::int64_t hidden, double step, double end, double m) {
  ComplexityBranch branch{{.hidden = hidden}, step, {}, {}, {}};
  for (int i = 0; i <= std::lround(0.5 / std::abs(step)); ++i) {
    const double beta = (step > 0 ? 0.3 : 0.8) + step * i;
    branch.beta.push_back(beta);
    branch.error.push_back(1);
    branch.distance.push_back(beta < end ? std::sqrt(2 * (m + end - beta)) : 0);
  }
  return branch;
}

/// One hidden layer goes to zero at 0.51; two jump by `jump` there, and do not come back.
ComplexityTable example(double jump, int transitions_of_8) {
  ComplexityTable table;
  table.counts = {jumping({.classes = 2}, 1), jumping({.features = 2, .classes = 8}, 2),
                  jumping({.classes = 8}, transitions_of_8),
                  jumping({.features = 2, .classes = 2}, 2)};
  for (const double step : {0.04, 0.02, 0.01, 0.005}) {
    table.onset.push_back(near_onset(1, step, 0.512, 0));
    table.onset.push_back(near_onset(1, -step, 0.512, 0));
    table.onset.push_back(near_onset(2, step, 0.512, jump));
  }
  table.onset.push_back(near_onset(2, -0.04, 0, 0));
  table.origin = {{{.hidden = 1}, -0.512}, {{.hidden = 2}, 0}};
  return table;
}

fs::path write(const fs::path& path, const ComplexityTable& table,
               const std::string& study = "complexity") {
  RunWriter file(path, {study, study, "smoke", 1, {}});
  write_complexity(file, table);
  file.commit();
  return path;
}

std::vector<Claim> compared(const ComplexityTable& table) {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "theory");
  write(folder / "theory/complexity.h5", table);
  return test::checked_claims("data complexity and depth", folder.path());
}

}  // namespace

TEST_CASE("complexity: the order of an onset is told by how its jump shrinks with the step") {
  const test::TemporaryFolder folder;
  const ComplexityRun run = load_complexity(write(folder / "run.h5", example(0.7, 3)));
  REQUIRE(run.onsets.size() == 2);
  const Onset &second = run.onsets[0], &first = run.onsets[1];
  REQUIRE(second.steps.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {  // m is linear: the last full step, or the one beyond it
    CHECK(second.jumps[i] == Approx(second.steps[i]));
    CHECK(first.jumps[i] >= 0.7);
    CHECK(first.jumps[i] <= 0.7 + first.steps[i]);
  }
  CHECK(std::abs(second.law.exponent - 1) < tolerance::value<double>);
  CHECK(second.entered == Approx(0.5125));
  CHECK(second.left == Approx(0.5125));
  CHECK(std::abs(second.width()) < tolerance::value<double>);
  CHECK(first.left == 0);
  CHECK(first.width() == Approx(0.5125));
  CHECK(run.counts(2, 8) == std::vector<double>{1});
  CHECK(run.counts(8, 8) == std::vector<double>{3});
  CHECK(run.counts(8, 2) == std::vector<double>{2});
}

TEST_CASE("complexity: the claims are judged, the rest is reported") {
  const auto rows = compared(example(0.7, 3));
  CHECK(passes(test::row_of(rows, "8 classes, not 2: transitions more")));
  CHECK(passes(test::row_of(rows, "exponent of the jump, 1 hidden layer")));
  CHECK(passes(test::row_of(rows, "exponent of the jump, 2 hidden layers")));
  CHECK(test::count_judged(rows) == 3);
  CHECK(test::row_of(rows, "transitions, 8 classes, d = 8").ours == 3);
  CHECK(test::row_of(rows, "transitions, 8 classes, d = 2").remark == "by seed 2");
  CHECK(test::row_of(rows, "1 hidden layer: least eigenvalue at 0 (nat)").ours == Approx(-0.512));
  CHECK(test::row_of(rows, "2 hidden layers: hysteresis width").ours == Approx(0.5125));

  const auto others = compared(example(0, 1));
  CHECK(fails(test::row_of(others, "8 classes, not 2: transitions more")));
  CHECK(fails(test::row_of(others, "exponent of the jump, 2 hidden layers")));
}

TEST_CASE("complexity: without mixtures of 2 classes there is nothing to compare, which fails") {
  ComplexityTable table = example(0.7, 3);
  std::erase_if(table.counts, [](const ComplexityBranch& branch) {
    return branch.of.classes == 2 && branch.of.features == 8;
  });
  std::erase_if(table.counts, [](const ComplexityBranch& branch) {
    return branch.of.classes == 8 && branch.of.features == 8;
  });
  table.counts.push_back(jumping({.features = 8, .classes = 5}, 1));
  CHECK(test::failed(compared(table)) ==
        std::vector<std::string>{"8 classes, not 2: transitions more"});
}

TEST_CASE("complexity: runs of another study, and runs that do not fit, are refused") {
  const test::TemporaryFolder folder;
  const fs::path other = write(folder / "other.h5", example(0.7, 3), "classroom");
  CHECK_THAT(test::refusal([&] { load_complexity(other); }),
             Catch::Contains("expected study complexity, found classroom"));

  ComplexityTable table = example(0.7, 3);
  table.onset.front() = near_onset(1, 0.04, 0.9, 0);
  const fs::path endless = write(folder / "endless.h5", table);
  CHECK_THAT(test::refusal([&] { load_complexity(endless); }),
             Catch::Contains("a rising branch that enters the trivial phase"));
}
