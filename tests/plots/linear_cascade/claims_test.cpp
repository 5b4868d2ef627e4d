#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/linear_cascade/record.h"
#include "plots/linear_cascade/series.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// One mode that is learned at the given points of five.
LinearPath path(const std::vector<int>& learned) {
  LinearPath result;
  for (int i = 0; i < 5; ++i) {
    const bool is_learned = std::ranges::find(learned, i) != learned.end();
    result.push_back({.beta = 0.1 * i,
                      .error = 0.3 * i,
                      .distance = 2.5 - i,
                      .lowest = i == 4 ? -0.2 : 0.1,
                      .products = {is_learned ? 0.7 : 1e-14}});
  }
  return result;
}

LinearDepth depth(std::size_t number, const std::vector<int>& falling) {
  return {number, path({0, 1, 2}), path(falling), path({}), {path({0, 1})}};
}

/// A run in which everything is as it should be.
LinearRun good() {
  LinearRun run{.singular_values = {0.8}};
  run.depths = {depth(2, {3, 4}), depth(3, {})};
  run.critical = {{.depth = 2, .mode = 1, .beta = 0.8, .formula = 0.8},
                  {.depth = 3, .mode = 1, .fold = 1, .beta = 0.35 + 9e-9, .formula = 0.35}};
  run.jumps = {{.depth = 2, .mode = 1, .rising = 0, .step = 0.01, .jump = 0.005}};
  run.orders = {
      {.depth = 2, .mode = 1, .exponent = 0.98, .limit = 1e-9, .formula = 0},
      {.depth = 2, .mode = 1, .rising = 1, .exponent = 1, .limit = 0, .formula = 0},
      {.depth = 3, .mode = 1, .rising = 1, .exponent = 0.02, .limit = 0.2, .formula = 0.2}};
  run.scaling = {{.depth = 3, .mode = 1, .saddle = 1, .distance = 1e-4, .eigenvalue = -0.02}};
  run.exponents = {
      {.depth = 2, .mode = 1, .exponent = 1.005, .prefactor = 2, .farthest = 1e-4},
      {.depth = 3, .mode = 1, .exponent = 0.503, .prefactor = 2, .farthest = 1e-4},
      {.depth = 3, .mode = 1, .saddle = 1, .exponent = 0.496, .prefactor = 2, .farthest = 1e-4}};
  return run;
}

struct Judged {
  std::size_t rows;
  std::vector<std::string> failed;
};

Judged judged(const LinearRun& run) {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "theory");
  RunWriter file(folder / "theory/linear.h5", {"linear_cascade", "linear", "smoke", 4, {}});
  write_linear_run(file, run);
  file.commit();
  const std::vector<Claim> rows = test::checked_claims("linear networks", folder.path());
  for (const Claim& row : rows) CHECK((row.seed == 4 && is_judged(row)));
  return {rows.size(), test::failed(rows)};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("linear networks: a run that agrees with the formulas passes every row") {
  const Judged all = judged(good());
  CHECK(all.rows == 4 + 6 + 2 + 3 + 3 + 3);
  CHECK(all.failed == Names{});
}

TEST_CASE("linear networks: each row can fail") {
  const auto failed = [](auto&& spoil) {
    LinearRun run = good();
    spoil(run);
    return judged(run).failed;
  };
  CHECK(failed([](LinearRun& run) {
          run.depths[0].rising = path({0, 1, 2, 3, 4});
        }) == Names{"D=2 transitions, rising"});
  CHECK(failed([](LinearRun& run) { run.depths[0].falling = path({}); }) ==
        Names{"D=2 transitions, falling"});
  CHECK(failed([](LinearRun& run) {
          run.depths[1].rising = path({0, 2});
        }) == Names{"D=3 transitions, rising"});
  CHECK(failed([](LinearRun& run) { run.depths[1].falling = path({4}); }) ==
        Names{"D=3 transitions, falling"});
  CHECK(failed([](LinearRun& run) { run.critical[1].beta -= 3e-8; }) ==
        Names{"D=3 mode 1 fold beta, 0 learned"});
  CHECK(failed([](LinearRun& run) { run.orders[0].exponent = 0.02; }) ==
        Names{"D=2 mode 1 falling: jump ~ step^"});
  CHECK(failed([](LinearRun& run) { run.orders[2].exponent = 1; }) ==
        Names{"D=3 mode 1 rising: jump ~ step^"});
  CHECK(failed([](LinearRun& run) { run.orders[2].limit = 0.2 + 2e-6; }) ==
        Names{"D=3 mode 1 rising: jump"});
  CHECK(failed([](LinearRun& run) { run.exponents[0].exponent = 0.5; }) ==
        Names{"D=2 mode 1 minima: lambda ~ distance^"});
  CHECK(failed([](LinearRun& run) { run.exponents[2].exponent = 1; }) ==
        Names{"D=3 mode 1 saddles: lambda ~ distance^"});
  // What is not in a table fails by how many there should be.
  CHECK(failed([](LinearRun& run) { run.critical.pop_back(); }) == Names{"D=3 critical points"});
  CHECK(failed([](LinearRun& run) { run.orders.pop_back(); }) == Names{"D=3 jumps"});
  CHECK(failed([](LinearRun& run) { run.exponents.pop_back(); }) ==
        Names{"D=3 laws of the eigenvalue"});
  CHECK_THROWS_AS(failed([](LinearRun& run) { run.critical[1].beta = NAN; }), NonFiniteError);
}

TEST_CASE("linear networks: a run comes back from its file as it went in") {
  const test::TemporaryFolder folder;
  const LinearRun run = good();
  RunWriter file(folder / "linear.h5", {"linear_cascade", "linear", "smoke", 4, {}});
  write_linear_run(file, run);
  file.commit();
  const LinearRun back = read_linear_run(RunFile(folder / "linear.h5"));
  CHECK(back.singular_values == run.singular_values);
  REQUIRE(back.depths.size() == 2);
  CHECK(back.depths[1].depth == 3);
  CHECK(back.depths[0].falling[1].products == run.depths[0].falling[1].products);
  CHECK(back.depths[0].branches.at(0)[3].distance == -0.5);
  CHECK(back.critical[1].formula == 0.35);
  CHECK(back.jumps[0].jump == 0.005);
  CHECK(back.scaling[0].eigenvalue == -0.02);
  CHECK(back.exponents[1].farthest == 1e-4);
}

TEST_CASE("linear networks: changes are the points at which a mode comes or goes") {
  CHECK(changes(path({0, 1, 2}), 0) == std::vector<std::size_t>{3});
  CHECK(changes(path({1, 4}), 0) == std::vector<std::size_t>{1, 2, 4});
  CHECK(changes(path({}), 0).empty());
}

TEST_CASE("linear networks: the part of a curve behind its end begins with the last minimum") {
  const LinearRun run = good();
  const CurveParts parts = parts_of(run.depths[1].branches[0]);
  const Series minima = product_line(parts.minima, 0, {}),
               saddles = product_line(parts.saddles, 0, {});
  CHECK(minima.x == std::vector<double>{0, 0.1, 0.2, 0.1 * 3});
  CHECK(minima.y == std::vector<double>{0.7, 0.7, 1e-14, 1e-14});
  CHECK(saddles.x == std::vector<double>{0.1 * 3, 0.4});
}

TEST_CASE("linear networks: rows of a table are those of one depth and mode") {
  const LinearRun run = good();
  const Series eigenvalues = eigenvalue_points(run, 3, 0, true),
               jumps = jump_points(run, 2, 0, false);
  CHECK(eigenvalues.x == std::vector<double>{1e-4});
  CHECK(eigenvalues.y == std::vector<double>{0.02});
  CHECK(jumps.x == std::vector<double>{0.01});
  CHECK(jumps.y == std::vector<double>{0.005});
}

TEST_CASE("linear networks: a run of another study is refused") {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "theory");
  RunWriter file(folder / "theory/linear.h5", {"classroom", "classroom", "smoke", 1, {}});
  file.commit();
  CHECK_THAT(test::refusal([&] { claims_of("linear networks", folder.path()); }),
             Catch::Contains("expected study linear, found classroom"));
}
