#include <algorithm>
#include <functional>

#include "plots/linear_phases/judge.h"
#include "plots/linear_phases/tree_drawing.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

const std::vector<double> singular_values = {1.2, 0.8};

/// Depth 2 has nothing but ends, and minima alone.
void add_depth_two(LinearPhases& run) {
  for (const std::size_t mode : {1u, 2u})
    for (const bool is_learned : {false, true})
      run.ends.push_back({2, mode, is_learned, "branch point", singular_values[mode - 1], 1e-12});
}

void add_modes(LinearPhases& run, std::size_t depth) {
  for (const std::size_t number : {1u, 2u}) {
    const LinearMode mode{singular_values[number - 1], depth};
    run.ends.push_back({depth, number, true, "fold", fold_pull(mode) + 9e-9, 1e-9});
    run.ends.push_back({depth, number, false, "extrapolation", -9e-9, 1e-9});
    run.balances.push_back({.depth = depth, .mode = number,
                            .beta = equal_depth_pull(mode) - 9e-11, .converged = true});
    const double beta = 0.1, unlearned = 1;
    const double saddle = unlearned + barrier_from_zero(mode, beta);
    run.barriers.push_back({.depth = depth, .mode = number, .beta = beta,
                            .learned = saddle - barrier_from_learned(mode, beta),
                            .unlearned = unlearned, .saddle = saddle, .negative = 1,
                            .zeros = symmetry_zeros(depth, 2, number)});
  }
}

void add_states(LinearPhases& run, std::size_t depth) {
  for (const std::string learned : {"00", "10", "01", "11"})
    run.states.push_back({.depth = depth, .beta = 0.1, .learned = learned,
                          .negative = index_of_state(depth, learned),
                          .zeros = symmetry_zeros(depth, 2, count_learned(learned)),
                          .settles_in = "00"});
}

void add_tree(LinearPhases& run, std::size_t depth, double beta) {
  const ClosedTree tree = closed_tree(singular_values, depth, beta);
  for (std::size_t i = 0; i < tree.minima.size(); ++i) {
    const std::size_t learned = tree.learned[i];
    run.minima.push_back({.depth = depth, .beta = beta,
                          .learned = std::string(learned, '1') + std::string(2 - learned, '0'),
                          .loss = tree.minima[i], .zeros = symmetry_zeros(depth, 2, learned)});
  }
  for (const Pass& pass : tree.passes)
    run.saddles.push_back({.depth = depth, .beta = beta, .height = pass.height, .negative = 1,
                           .first = pass.a, .second = pass.b});
  if (tree.passes.size() == 2)  // the one inversion
    run.saddles.push_back({.depth = depth, .beta = beta, .height = 9, .negative = 1,
                           .first = 1, .second = 1});
  for (const Join& join : merge_tree(tree.minima, tree.passes).joins)
    run.joins.push_back({depth, beta, join.height, join.deeper.front(), join.shallower.front(),
                         join.height - tree.minima[join.shallower.front()]});
}

/// A run in which everything is as it should be.
LinearPhases good() {
  LinearPhases run{.singular_values = singular_values};
  add_depth_two(run);
  for (const std::size_t depth : {2u, 3u, 4u}) add_states(run, depth);
  for (const double beta : {0.4, 1.0}) add_tree(run, 2, beta);
  for (const std::size_t depth : {3u, 4u}) {
    add_modes(run, depth);
    for (const double beta : {0.1, 0.2, 0.4}) add_tree(run, depth, beta);
  }
  return run;
}

struct Judged {
  std::size_t rows;
  std::vector<std::string> failed;
};

Judged judged(const LinearPhases& run) {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "theory");
  RunWriter file(folder / "theory/phases.h5",
                 {"linear_phases", "linear_phases", "smoke", 4, {{"points", std::int64_t{1}}}});
  write_linear_phases(file, run);
  file.commit();
  const std::vector<Claim> rows = test::checked_claims("linear phases", folder.path());
  for (const Claim& row : rows) CHECK((row.seed == 4 && is_judged(row)));
  return {rows.size(), test::failed(rows)};
}

using Names = std::vector<std::string>;

/// What fails after one thing has been spoilt.
Names failures(const std::function<void(LinearPhases& run)>& spoil) {
  LinearPhases run = good();
  spoil(run);
  return judged(run).failed;
}

/// What is said of the file of a run in which one thing cannot be.
std::string refusal_of(const std::function<void(LinearPhases& run)>& spoil) {
  const test::TemporaryFolder folder;
  LinearPhases run = good();
  spoil(run);
  RunWriter file(folder / "phases.h5", {"linear_phases", "linear_phases", "smoke", 4, {}});
  write_linear_phases(file, run);
  file.commit();
  return test::refusal([&] { read_linear_phases(RunFile(folder / "phases.h5")); });
}

}  // namespace

TEST_CASE("linear phases: a run that agrees with the formulas passes every row") {
  const Judged all = judged(good());
  CHECK(all.failed == Names{});
  CHECK(all.rows == (5 + 1 + 2 + 1 + 2 * 4) + 2 * (5 + 3 + 2 * 2 + 2 + 1 + 3 * 7));
}

TEST_CASE("linear phases: each row about a mode can fail") {
  CHECK(failures([](LinearPhases& run) { run.ends[4].beta += 3e-8; }) ==
        Names{"D=3 mode 1 learned: beta of the end"});
  CHECK(failures([](LinearPhases& run) { run.ends[5].beta -= 3e-8; }) ==
        Names{"D=3 mode 1 not learned: beta of the end"});
  CHECK(failures([](LinearPhases& run) { run.ends[0].beta = 0; }) ==
        Names{"D=2 mode 1 not learned: beta of the end"});
  CHECK(failures([](LinearPhases& run) { run.ends.pop_back(); }) == Names{"D=4 ends of phases"});
  CHECK(failures([](LinearPhases& run) { run.balances[1].beta -= 3e-10; }) ==
        Names{"D=3 mode 2 equal depth beta"});
  CHECK(failures([](LinearPhases& run) { run.balances[1].converged = false; }) ==
        Names{"D=3 mode 2 equal depth beta"});
  CHECK(failures([](LinearPhases& run) { run.balances.pop_back(); }) ==
        Names{"D=4 points of equal depth"});
  CHECK(failures([](LinearPhases& run) { run.barriers[0].learned += 2e-8; }) ==
        Names{"D=3 mode 1 barriers from both sides"});
  CHECK(failures([](LinearPhases& run) { run.barriers[0].unlearned -= 2e-8; }) ==
        Names{"D=3 mode 1 barriers from both sides"});
  CHECK(failures([](LinearPhases& run) { run.barriers[0].beta = 1; }) ==  // beyond the fold
        Names{"D=3 mode 1 barriers from both sides"});
  CHECK(failures([](LinearPhases& run) { run.barriers[1].negative = 2; }) ==
        Names{"D=3 mode 2 saddles of index 1"});
  CHECK(failures([](LinearPhases& run) { run.barriers[1].zeros = 0; }) ==
        Names{"D=3 mode 2 saddles of index 1"});
}

TEST_CASE("linear phases: each row about the tree can fail") {
  const std::string place = "D=3 beta 0.1000 ";
  CHECK(failures([](LinearPhases& run) { run.states[6].negative = 0; }) ==  // depth 3, "01"
        Names{"D=3 sets of modes with the index of the formula", "D=3 sets of modes that are minima"});
  const auto of_tree = [](auto& rows) {
    return std::ranges::find_if(rows, [](const auto& row) { return row.depth == 3; });
  };
  CHECK(failures([&](LinearPhases& run) { of_tree(run.minima)->loss += 2e-8; }) ==
        Names{place + "losses of the minima"});
  CHECK(failures([&](LinearPhases& run) { of_tree(run.minima)->negative = 1; }) ==
        Names{place + "minima for certain, the strongest modes learned"});
  CHECK(failures([&](LinearPhases& run) { of_tree(run.minima)->learned = "01"; }) ==
        Names{place + "minima for certain, the strongest modes learned"});
  CHECK(failures([&](LinearPhases& run) { of_tree(run.joins)->height += 2e-8; }) ==
        Names{place + "joins: heights and barriers"});
  CHECK(failures([&](LinearPhases& run) { of_tree(run.joins)->barrier -= 2e-8; }) ==
        Names{place + "joins: heights and barriers"});
  CHECK(failures([&](LinearPhases& run) {
          std::swap(of_tree(run.joins)->deeper, of_tree(run.joins)->shallower);
        }) == Names{place + "joins: heights and barriers"});
  CHECK(failures([&](LinearPhases& run) { run.joins.erase(of_tree(run.joins)); }) ==
        Names{place + "joins", place + "joins: heights and barriers"});
  CHECK(failures([&](LinearPhases& run) { of_tree(run.saddles)->negative = 2; }) ==
        Names{place + "saddles between two minima"});
  CHECK(failures([&](LinearPhases& run) {
          of_tree(run.saddles)->second = of_tree(run.saddles)->first;
        }) == Names{place + "saddles between two minima", place + "saddles from a minimum to itself"});
  CHECK(failures([&](LinearPhases& run) {
          std::erase_if(run.minima, [](const PhaseMinimum& row) { return row.depth == 2 && row.beta == 1; });
        }) == Names{"D=2 trees"});
}

TEST_CASE("linear phases: a run comes back from its file as it went in") {
  const test::TemporaryFolder folder;
  LinearPhases run = good();
  run.points = {{.depth = 3, .mode = 0, .beta = 0.1, .loss = 2.5, .product = 0.3, .negative = 1}};
  RunWriter file(folder / "phases.h5", {"linear_phases", "linear_phases", "smoke", 4, {}});
  write_linear_phases(file, run);
  file.commit();
  const LinearPhases back = read_linear_phases(RunFile(folder / "phases.h5"));
  CHECK(back.singular_values == run.singular_values);
  CHECK(back.points.at(0).product == 0.3);
  CHECK(back.ends.at(5).found == "extrapolation");
  CHECK(back.ends.at(4).is_learned);
  CHECK(back.balances.at(0).converged);
  CHECK(back.barriers.at(1).zeros == run.barriers[1].zeros);
  CHECK(back.states.at(2).learned == "01");
  CHECK(back.minima.size() == run.minima.size());
  CHECK(back.saddles.at(1).second == run.saddles[1].second);
  CHECK(back.joins.at(0).barrier == run.joins[0].barrier);
}

TEST_CASE("linear phases: a file that says what cannot be is refused") {
  const auto refused = refusal_of;
  CHECK_THAT(refused([](LinearPhases& run) { run.joins[0].deeper = 17; }),
             Catch::Contains("/joins/deeper: expected one of 3 minima, found 17"));
  CHECK_THAT(refused([](LinearPhases& run) { run.barriers[0].mode = 3; }),
             Catch::Contains("/barriers/mode: expected numbers from 1 to 2, found 3"));
  CHECK_THAT(refused([](LinearPhases& run) { run.states[0].depth = 1; }),
             Catch::Contains("/states/depth: expected numbers from 2"));
  CHECK_THAT(refused([](LinearPhases& run) { run.minima[0].learned = "1"; }),
             Catch::Contains("/minima/learned: expected 0 or 1 for each of 2 modes"));
  CHECK_THAT(refused([](LinearPhases& run) { run.singular_values = {0.8, 1.2}; }),
             Catch::Contains("positive numbers that fall"));
  CHECK_THAT(refused([](LinearPhases& run) { run.singular_values = {1.2, 1e-300}; }),
             Catch::Contains("/singular_values: expected numbers from 1e-06 to 1000000"));
  CHECK_THAT(refused([](LinearPhases& run) { run.singular_values = {1e300, 0.8}; }),
             Catch::Contains("/singular_values: expected numbers from 1e-06 to 1000000"));
}

TEST_CASE("linear phases: a beta that is out of bounds is refused in every table") {
  const auto refused = [](const std::function<void(LinearPhases& run)>& spoil) {
    return refusal_of([&](LinearPhases& run) {
      run.points = {{.depth = 3, .mode = 0, .beta = 0.1, .loss = 2.5}};
      spoil(run);
    });
  };
  for (const double beta : {-2e6, 2e6}) {
    CHECK_THAT(refused([&](LinearPhases& run) { run.points[0].beta = beta; }),
               Catch::Contains("/points/beta: expected numbers from"));
    CHECK_THAT(refused([&](LinearPhases& run) { run.ends[0].beta = beta; }),
               Catch::Contains("/ends/beta: expected numbers from -1000000 to 1000000"));
    CHECK_THAT(refused([&](LinearPhases& run) { run.balances[0].beta = beta; }),
               Catch::Contains("/balances/beta: expected numbers from"));
    CHECK_THAT(refused([&](LinearPhases& run) { run.barriers[0].beta = beta; }),
               Catch::Contains("/barriers/beta: expected numbers from"));
    CHECK_THAT(refused([&](LinearPhases& run) { run.states[0].beta = beta; }),
               Catch::Contains("/states/beta: expected numbers from"));
    CHECK_THAT(refused([&](LinearPhases& run) { run.minima[0].beta = beta; }),
               Catch::Contains("/minima/beta: expected numbers from"));
  }
}

TEST_CASE("linear phases: a tree is drawn with joined minima side by side, and the rest to the top") {
  const std::vector<PhaseJoin> joins = {{.height = 2, .deeper = 2, .shallower = 0},
                                        {.height = 5, .deeper = 2, .shallower = 1}};
  const TreeDrawing tree = drawn_tree({1, 4, 0}, joins, 7);
  CHECK(tree.places == std::vector<double>{1, 3, 2});
  CHECK(tree.join_x == std::vector<double>{1.5, 2.25});
  CHECK(tree.join_y == std::vector<double>{2, 5});
  CHECK(tree.branches.x == std::vector<double>{2, 1, 2, 1.5, 3, 1.5, 2.25});
  CHECK(tree.branches.y == std::vector<double>{0, 1, 2, 2, 4, 5, 5});
  CHECK(tree.branches.to_x == std::vector<double>{2, 1, 1, 1.5, 3, 3, 2.25});
  CHECK(tree.branches.to_y == std::vector<double>{2, 2, 2, 5, 5, 5, 7});
}
