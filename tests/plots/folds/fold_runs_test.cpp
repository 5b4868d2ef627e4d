#include "plots/folds/fold_runs.h"

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

/// E falls by so much of the 0.4 that it jumped in the sweep.
FoldRow fold(double change) {
  return {.beta = 0.0735,
          .beta_error = 2e-12,
          .gradient_norm = 4e-9,
          .curvature = 1e-7,
          .curvature_bound = 3e-7,
          .overlap = -0.6,
          .negative_before = 0,
          .negative_after = 1,
          .error = 1.25,
          .next_beta = 0.0736,
          .next_error = 1.25 + change,
          .layer_shares = {0.75, 0.25},
          .class_changes = {0.5, -1.5, 2.5},
          .direction = {0.6, 0, -0.8, 0}};
}

/// Its jump was between 0.069 and 0.071.
FoldRecord record(const std::vector<FoldRow>& folds) {
  FoldRecord result{0.069, 0.071, 0.4};
  result.polished = {.beta = 0.065, .moved = 0.125, .margin = 0.03};
  result.path = {{.fold = 1, .beta = 0.07, .rate = 0.3}, {.fold = 1, .beta = 0.073, .rate = -0.2}};
  result.folds = folds;
  result.slices = {"layer1 weight", "layer1 bias"};
  return result;
}

/// The fold of the transition is the second.
FoldRecord found() { return record({fold(0.19), fold(0.21)}); }
FoldRecord not_found() { return record({fold(0.19)}); }

void write_run(const fs::path& path, const FoldRecord& of) {
  fs::create_directories(path.parent_path());
  RunWriter file(
      path,
      {"folds", "folds", "smoke", 1, {{"subset", std::int64_t{200}}, {"sweep", "its digest"}}});
  write_folds(file, of);
  file.commit();
}

std::vector<Claim> judged(const FoldRecord& of) {
  const test::TemporaryFolder results;
  write_run(results / "theory/folds/T4.h5", of);
  return test::checked_claims("folds", results.path());
}

using Names = std::vector<std::string>;

Names failed(const FoldRecord& of) { return test::failed(judged(of)); }

}  // namespace

TEST_CASE("folds: the fold of a transition is the first whose fall is half of the jump") {
  const FoldRecord of = found();
  CHECK(of.transition() == &of.folds[1]);
  FoldRecord smaller = of, larger = of;
  smaller.error_jump *= 0.94;
  larger.error_jump *= 1.06;
  CHECK(smaller.transition() == &smaller.folds[0]);
  CHECK(larger.transition() == nullptr);
  CHECK(not_found().transition() == nullptr);
  CHECK(record({}).transition() == nullptr);
}

TEST_CASE("folds: where beta falls, the fold of a transition lowers the error") {
  FoldRecord of = record({fold(0.21), fold(-0.19), fold(-0.21)});
  of.direction = -1;
  CHECK(of.transition() == &of.folds[2]);
}

TEST_CASE("folds: a path along which beta falls comes back as such, but is not shown as one that rises") {
  const test::TemporaryFolder folder;
  FoldRecord of = found();
  of.direction = -1;
  write_run(folder / "T4.h5", of);
  CHECK(read_folds(RunFile(folder / "T4.h5")).direction == -1);
  CHECK_THAT(test::refusal([&] { load_folds({folder / "T4.h5"}); }),
             Contains("/observed/direction: expected 1, up from before the transition"));
  of.direction = 0.5;
  write_run(folder / "T5.h5", of);
  CHECK_THAT(test::refusal([&] { read_folds(RunFile(folder / "T5.h5")); }),
             Contains("/observed/direction: expected 1 or -1, found 0.5"));
}

TEST_CASE("folds: a record comes back from its file as it went in") {
  const test::TemporaryFolder folder;
  FoldRecord of = found();
  of.folds[1].direction = {0, 0, 0, 1};
  of.folds[1].layer_shares = {0, 1};
  write_run(folder / "T4.h5", of);
  const FoldRecord back = read_folds(RunFile(folder / "T4.h5"));
  CHECK(back.beta_left == 0.069);
  CHECK(back.beta_right == 0.071);
  CHECK(back.error_jump == 0.4);
  CHECK(back.polished.moved == 0.125);
  CHECK(back.polished.margin == 0.03);
  REQUIRE(back.path.size() == 2);
  CHECK(back.path[1].fold == 1);
  CHECK(back.path[1].rate == -0.2);
  CHECK(back.slices == of.slices);
  REQUIRE(back.folds.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(back.folds[i].next_error == of.folds[i].next_error);
    CHECK(back.folds[i].overlap == -0.6);
    CHECK(back.folds[i].negative_after == 1);
    CHECK(back.folds[i].layer_shares == of.folds[i].layer_shares);
    CHECK(back.folds[i].class_changes == of.folds[i].class_changes);
    CHECK(back.folds[i].direction == of.folds[i].direction);
  }
  write_run(folder / "T5.h5", record({}));
  CHECK(read_folds(RunFile(folder / "T5.h5")).folds.empty());
}

TEST_CASE("folds: the runs of files, in order") {
  const test::TemporaryFolder folder;
  write_run(folder / "T5.h5", not_found());
  write_run(folder / "T2.h5", found());
  const std::vector<FoldRun> runs = load_folds({folder / "T5.h5", folder / "T2.h5"});
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].name == "T2");
  CHECK(runs[0].transition == 2);
  CHECK(runs[0].subset == 200);
  CHECK(runs[0].record.folds.size() == 2);
  CHECK(runs[1].name == "T5");
  CHECK(runs[1].record.folds.size() == 1);
  RunWriter(folder / "T1.h5", {"classroom", "classroom", "smoke", 1, {}}).commit();
  CHECK_THAT(test::refusal([&] { load_folds({folder / "T1.h5"}); }), Contains("T1.h5"));
}

TEST_CASE("folds: the row of the table, with a fold and without") {
  CHECK(cells_of({"T4", 4, 200, found()}) == Names{"T4", "0.0690 – 0.0710", "0.07350000 ± 2e-12",
                                                   "+5.0 %", "4e-09", "3e-07", "0 → 1",
                                                   "1.250 → 1.460"});
  CHECK(cells_of({"T4", 4, 200, not_found()}) == Names{"T4", "0.0690 – 0.0710", "none found"});
}

TEST_CASE("folds: a fold that is what it should be passes every row that is judged") {
  const std::vector<Claim> rows = judged(found());
  REQUIRE(rows.size() == 6);
  for (const Claim& row : rows) CHECK(row.seed == 4);
  CHECK(rows[0].quantity == "end of the minimum at beta");
  CHECK_FALSE(is_judged(rows[0]));
  CHECK(rows[0].ours == 0.0735);
  CHECK(rows[0].remark == "fold; ± 2e-12; +5.0 % from the jump; E 1.250 → 1.460; on 200 images");
  for (const std::size_t i : {1u, 4u}) {
    CHECK(rows[i].kind == ClaimKind::own);
    CHECK(passes(rows[i]));
  }
  CHECK(rows[1].ours == 2e-12);
  CHECK(rows[1].band->high == Approx(0.001));
  CHECK(rows[4].ours == 1);
  for (const std::size_t i : {2u, 3u, 5u}) CHECK_FALSE(is_judged(rows[i]));
  CHECK(rows[2].ours == 4e-9);
  CHECK(rows[3].ours == 3e-7);
  CHECK(rows[5].ours == 1);
}

TEST_CASE("folds: each row that is judged can fail, and all do without a fold") {
  const std::string error = "estimated error of that beta", negative = "negative directions gained";
  const auto spoilt = [](auto&& spoil) {
    FoldRecord of = found();
    spoil(of.folds[1]);
    return failed(of);
  };
  CHECK(spoilt([](FoldRow& row) { row.beta_error = 0.00101; }) == Names{error});
  CHECK_THROWS_AS(spoilt([](FoldRow& row) { row.curvature_bound = NAN; }), NonFiniteError);
  CHECK(spoilt([](FoldRow& row) { row.negative_after = 0; }) == Names{negative});
  CHECK(spoilt([](FoldRow& row) { row.negative_after = 2; }) == Names{});
  CHECK(spoilt([](FoldRow& row) { row.negative_before = 1; }) == Names{negative});

  CHECK(failed(not_found()) == Names{"end of the minimum at beta", error, negative});
  const std::vector<Claim> rows = judged(not_found());
  CHECK(std::isnan(rows[0].ours));
  CHECK(rows[0].kind == ClaimKind::absent);
  CHECK(rows[5].ours == 1);
}

TEST_CASE("folds: rows of a quantity stand together, one a transition") {
  const test::TemporaryFolder folder;
  write_run(folder / "theory/folds/T1.h5", found());
  write_run(folder / "theory/folds/T5.h5", not_found());
  const std::vector<Claim> rows = test::checked_claims("folds", folder.path());
  REQUIRE(rows.size() == 12);
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(rows[i].seed == (i % 2 == 0 ? 1 : 5));
    CHECK(rows[i].quantity == rows[i - i % 2].quantity);
    CHECK(fails(rows[i]) == (i == 1 || i == 3 || i == 9));
  }
}
