#include "plots/sweep_comparisons.h"

#include <algorithm>
#include <cmath>

#include "experiments/classroom/record.h"
#include "experiments/run/run_file.h"
#include "plots/mode_connectivity/claims.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// A sweep of 0.001 that enters the trivial phase behind `edge`; E and r are rough elsewhere.
std::vector<SweepRow> sweep(double edge) {
  std::vector<SweepRow> rows;
  for (std::size_t i = 0; i <= 90; ++i) {
    SweepRow row;
    row.beta = 0.001 * static_cast<double>(i);
    const bool trivial = row.beta > edge;
    row.training_error_running = trivial ? 2.303 : 0.31 + 0.0001 * static_cast<double>(i * i % 7);
    row.distance = trivial ? 0.05 : 5.3 - 0.0003 * static_cast<double>(i * i % 5);
    row.test_accuracy = 97.1;
    row.test_accuracy_by_class.assign(10, 10.0);
    rows.push_back(row);
  }
  return rows;
}

void write(const fs::path& path, const std::string& study, std::int64_t seed,
           const std::vector<SweepRow>& rows) {
  fs::create_directories(path.parent_path());
  RunWriter file(path, {study, study, "smoke", seed, {}});
  write_sweep(file, rows);
  file.commit();
}

void write_pair(const fs::path& results, std::int64_t seed, double entered, double left) {
  const std::string name = "seed" + std::to_string(seed) + ".h5";
  write(results / "origin_sweep" / name, "origin_sweep", seed, sweep(entered));
  std::vector<SweepRow> falling = sweep(left);
  std::ranges::reverse(falling);
  write(results / "hysteresis" / name, "hysteresis", seed, falling);
}

const Comparison& row_of(const std::vector<Comparison>& rows, const std::string& quantity,
                         std::int64_t seed) {
  const auto found = std::ranges::find_if(rows, [&](const Comparison& row) {
    return row.quantity == quantity && row.seed == seed;
  });
  INFO(quantity << " of seed " << seed);
  REQUIRE(found != rows.end());
  return *found;
}

}  // namespace

TEST_CASE("hysteresis is judged by the ratio alone, and spreads over seeds") {
  const test::TemporaryFolder results;
  write_pair(results.path(), 1, 0.0845, 0.0165);
  write_pair(results.path(), 2, 0.0805, 0.0605);
  const std::vector<Comparison> rows = compare_hysteresis(results / "hysteresis");
  CHECK(passes(row_of(rows, "left/entered", 1)));
  CHECK(row_of(rows, "left/entered", 1).ours == Approx(0.0165 / 0.0845));
  CHECK(fails(row_of(rows, "left/entered", 2)));
  CHECK(std::ranges::count_if(rows, [](const Comparison& row) { return row.tolerance.has_value(); }) ==
        2);
  CHECK(row_of(rows, "trivial phase entered at beta", 2).ours == Approx(0.0805));
  CHECK(row_of(rows, "width of the loop", 1).ours == Approx(0.067));
  const Comparison& mean = row_of(rows, "trivial phase left at beta, mean", 0);
  CHECK(mean.ours == Approx(0.0385));
  CHECK(mean.remark == "standard deviation 0.0311 over 2 seeds");
  CHECK(row_of(rows, "jumps of the falling branch", 1).ours == 1);
}

TEST_CASE("a falling sweep that never leaves the trivial phase fails") {
  const test::TemporaryFolder results;
  write_pair(results.path(), 1, 0.0845, -1);
  CHECK(fails(row_of(compare_hysteresis(results / "hysteresis"), "left/entered", 1)));
}

TEST_CASE("a falling sweep without its rising one is refused") {
  const test::TemporaryFolder results;
  write_pair(results.path(), 1, 0.0845, 0.0165);
  fs::rename(results / "hysteresis/seed1.h5", results / "kept");
  write(results / "hysteresis/seed2.h5", "hysteresis", 2, sweep(0.0165));
  CHECK_THAT(test::refusal([&] { compare_hysteresis(results / "hysteresis"); }),
             Catch::Contains("none of seed 2"));
}

TEST_CASE("sweeps of other kinds are described, not judged") {
  const test::TemporaryFolder results;
  write(results / "generalisation/relu.h5", "origin_sweep", 1, sweep(0.0445));
  const std::vector<Comparison> rows = describe_sweeps(results / "generalisation");
  REQUIRE(rows.size() == 2);
  CHECK(row_of(rows, "relu: accuracy at 0 (%)", 1).ours == 97.1);
  CHECK(row_of(rows, "relu: transitions", 1).ours == 1);
  CHECK(row_of(rows, "relu: transitions", 1).remark == "at beta 0.0445");
  for (const Comparison& row : rows) CHECK_FALSE(row.tolerance);
}

TEST_CASE("a narrowed transition is judged by the middle of its bracket") {
  const test::TemporaryFolder results;
  const auto end = [&](const std::string& name, double beta) {
    SweepRow row = sweep(1).front();
    row.beta = beta;
    write(results / "checkpoints" / name, "transition_checkpoints", 1, {row});
  };
  end("T1_before.h5", 0.02471);
  end("T1_after.h5", 0.02473);
  end("T5_before.h5", 0.0901);  // 4 % of 0.08445 is 0.0034
  end("T5_after.h5", 0.0903);
  const std::vector<Comparison> rows = compare_checkpoints(results / "checkpoints");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].ours == Approx(0.02472));
  CHECK(passes(rows[0]));
  CHECK(fails(rows[1]));
}

TEST_CASE("mode connectivity has no rows before its curves, and the classroom one a transition") {
  const test::TemporaryFolder results;
  write(results / "modes/path_to_2.h5", "pathfinder", 1, sweep(1));
  CHECK(compare_modes(results / "modes").empty());

  ClassroomBranch ends;
  for (const double beta : {0.1757, 0.1759, 0.2823, 0.2825}) {
    ClassroomRow row;
    row.beta = beta;
    row.margin = 0.0021;
    ends.add(row, std::vector<double>{0.3});
  }
  RunWriter file(results / "run.h5", {"classroom", "classroom", "smoke", 3, {}});
  write_branch(file, "/folds", ends);
  file.commit();
  const std::vector<Comparison> rows = describe_classroom(results / "run.h5");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].ours == Approx(0.1758));
  CHECK(rows[1].ours == Approx(0.2824));
  CHECK(rows[0].seed == 3);
  CHECK(rows[0].remark == "smallest eigenvalue 0.0021 just before");
}
