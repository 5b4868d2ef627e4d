#include "plots/escape/settings.h"

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/group_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

constexpr int limit = 12;

/// A run that escapes in an epoch, or never: 0.
GroupRun make_run(double batch, double rate, int escape) {
  std::vector<std::vector<double>> rows;
  for (int epoch = 1; epoch <= limit; ++epoch)
    rows.push_back({static_cast<double>(epoch), escape > 0 && epoch >= escape ? 2.1 : 2.21});
  return {
      .batch = batch,
      .learning_rate = rate,
      .samples = {
          .steps = {}, .epochs = test::signal_table({"epoch", "error"}, rows), .curvature = {}}};
}

/// Batches of 8, at two rates, and of 16; of 100, the whole set, that escape or not.
std::vector<GroupRun> example(int whole) {
  return {make_run(8, 0.1, 3),      make_run(8, 0.1, 4),  make_run(16, 0.1, 6),
          make_run(16, 0.1, 8),     make_run(8, 0.05, 7), make_run(8, 0.05, 7),
          make_run(32, 0.1, 9),     make_run(32, 0.1, 0), make_run(16, 0.05, 9),
          make_run(100, 0.1, whole)};
}

fs::path write(const fs::path& path, const std::vector<GroupRun>& runs, const Trap& trap,
               const std::string& study = "escape", std::int64_t epochs = limit) {
  RunWriter file(path, {"escape",
                        study,
                        "smoke",
                        4,
                        {{"dataset", "mnist"},
                         {"max_epochs", epochs},
                         {"learning_rate", 0.1},
                         {"subset", std::int64_t{100}}}});
  write_group(file, runs);
  write_trap(file, trap);
  file.commit();
  return path;
}

EscapeStudy study_of(const std::vector<GroupRun>& runs) {
  const test::TemporaryFolder folder;
  return load_escape(write(folder / "run.h5", runs, {}));
}

std::vector<Claim> compared(const std::vector<GroupRun>& runs, const Trap& trap,
                            std::int64_t epochs = limit) {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "monitoring");
  write(folder / "monitoring/escape.h5", runs, trap, "escape", epochs);
  return test::checked_claims("escape", folder.path());
}

/// n ∫ e^(−x) (e^(−x) − e^(−r x))^(n−1) dx, by the midpoint rule.
double by_quadrature(std::size_t n, double ratio) {
  constexpr double step = 1e-4, end = 40;
  double sum = 0;
  for (double x = step / 2; x < end; x += step)
    sum += std::exp(-x) * std::pow(std::exp(-x) - std::exp(-ratio * x), static_cast<double>(n - 1));
  return static_cast<double>(n) * sum * step;
}

}  // namespace

TEST_CASE("escape: settings, the epochs of their escapes, and what has not escaped") {
  const EscapeStudy study = study_of(example(0));
  CHECK(study.seed == 4);
  CHECK(study.limit == limit);
  CHECK(study.usual_rate == 0.1);
  CHECK(study.examples == 100);
  REQUIRE(study.settings.size() == 6);
  const EscapeSetting& first = study.settings[0];
  CHECK((first.batch == 8 && first.rate == 0.1));
  CHECK(first.runs == std::vector<std::size_t>{0, 1});
  CHECK(first.epochs == std::vector<double>{3, 4});
  CHECK(first.mean_epochs() == 3.5);
  CHECK(first.noise() == 0.0125);
  CHECK(study.settings[3].escaped() == 1);
  CHECK(study.settings[3].mean_epochs() == 9);
  CHECK(study.settings[5].escaped() == 0);
  CHECK(std::isnan(study.settings[5].mean_epochs()));
}

TEST_CASE("escape: equal noise is that of settings that have escaped, each pair once") {
  const EscapeStudy study = study_of(example(0));
  const auto pairs = equal_noise(study);
  REQUIRE(pairs.size() == 1);
  CHECK((pairs[0].first->batch == 16 && pairs[0].first->rate == 0.1));
  CHECK((pairs[0].second->batch == 8 && pairs[0].second->rate == 0.05));
}

TEST_CASE("escape: how near each other memoryless times lie") {
  CHECK(memoryless_chance(1, 1) == 1);
  for (const double ratio : {1.0, 1.1, 2.0, 7.0}) {
    INFO(ratio);
    CHECK(memoryless_chance(2, ratio) == Approx((ratio - 1) / (ratio + 1)).margin(1e-15));
    for (const std::size_t n : {2u, 3u, 5u})
      CHECK(memoryless_chance(n, ratio) == Approx(by_quadrature(n, ratio)).margin(1e-7));
  }
  CHECK(memoryless_chance(4, 1e12) == Approx(1));
}

TEST_CASE("escape: the trap must be a minimum, with a certificate") {
  const Trap trap{.curvature = 0.02, .curvature_bound = 0.01};
  const auto rows = compared(example(0), trap);
  REQUIRE(rows.size() == 9);
  CHECK(rows[0].ours == Approx(0.01));
  CHECK(passes(rows[0]));
  CHECK(rows[0].kind == ClaimKind::certificate);
  CHECK(rows[2].quantity == "batch 8, rate 0.1: epoch of escape");
  CHECK(rows[2].ours == 3.5);
  CHECK(rows[2].remark == "by seed 3 4; memoryless: 0.33");
  CHECK(rows[5].remark == "by seed 9 none");
  CHECK(rows[7].remark == "none of 1 in 12 epochs");
  CHECK(rows[8].ours == 1);
  CHECK(test::count_judged(rows) == 1);

  CHECK(fails(compared(example(0), {.curvature = 0.02, .curvature_bound = 0.0201})[0]));
  CHECK_THROWS_AS(compared(example(0), {.curvature = NAN}),
                  NonFiniteError);  // never gets into a file
}

TEST_CASE("escape: that no run escapes without noise is judged if it had steps enough to") {
  const Trap trap{.curvature = 0.02, .curvature_bound = 0.01};
  // Batches of 32 have 4 steps an epoch, and the quickest escapes in the ninth: 36, against 12.
  const Claim early = compared(example(0), trap)[1];
  CHECK_FALSE(is_judged(early));
  CHECK(early.ours == 0);
  CHECK_THAT(early.remark, Catch::Contains("quickest escape with noise: 36 steps; not judged"));
  // An escape tells, however early.
  CHECK(fails(compared(example(5), trap)[1]));
  // Without any escape there is nothing to compare with.
  CHECK_FALSE(is_judged(compared({make_run(60, 0.1, 0), make_run(100, 0.1, 0)}, trap)[1]));
  // Two steps in the first epoch: 20 epochs of one step are ten times as many, 19 are not.
  const std::vector<GroupRun> quick = {make_run(60, 0.1, 1), make_run(100, 0.1, 0)};
  CHECK(passes(compared(quick, trap, 20)[1]));
  CHECK_FALSE(is_judged(compared(quick, trap, 19)[1]));
  // Without a run on all examples in one batch nothing is known of it.
  CHECK(compared({make_run(60, 0.1, 1), make_run(99, 0.1, 0)}, trap)[1].kind == ClaimKind::absent);
}

TEST_CASE("escape: a run of another study is refused") {
  const test::TemporaryFolder folder;
  const fs::path file = write(folder / "run.h5", example(0), {}, "train");
  CHECK_THAT(test::refusal([&] { load_escape(file); }), Catch::Contains("expected study escape"));
}
