#include "caldera/probes/landscape/merge_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

using Heights = std::vector<double>;
using Numbers = std::vector<std::size_t>;
using Passes = std::vector<Pass>;

/// What a path between any two minima must climb to, by Floyd and Warshall: an independent way.
std::vector<Heights> lowest_paths(const Heights& minima, const Passes& passes) {
  const std::size_t n = minima.size();
  std::vector<Heights> climb(n, Heights(n, std::numeric_limits<double>::infinity()));
  for (std::size_t i = 0; i < n; ++i) climb[i][i] = minima[i];
  for (const Pass& pass : passes)
    for (const auto& [from, to] : {std::pair{pass.a, pass.b}, std::pair{pass.b, pass.a}})
      climb[from][to] = std::min(climb[from][to], pass.height);
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        climb[i][j] = std::min(climb[i][j], std::max(climb[i][k], climb[k][j]));
  return climb;
}

bool is_deeper(const Heights& minima, std::size_t i, std::size_t j) {
  return minima[i] < minima[j] || (minima[i] == minima[j] && i < j);
}

/// Heights are multiples of 1/8 in [0, 4), so that there are many ties; saddles lie above.
std::pair<Heights, Passes> random_landscape(std::uint64_t seed) {
  const Stream stream{seed, Purpose::test_data};
  const std::size_t n = 2 + seed % 9, count = seed % 23;
  std::uint64_t element = 0;
  const auto below = [&](std::size_t bound) {
    return static_cast<std::size_t>(stream.uniform(element++) * static_cast<double>(bound));
  };
  Heights minima;
  for (std::size_t i = 0; i < n; ++i) minima.push_back(static_cast<double>(below(32)) / 8);
  Passes passes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t a = below(n), b = below(n);
    const double above = static_cast<double>(below(16)) / 8;
    passes.push_back({a, b, std::max(minima[a], minima[b]) + above});
  }
  return {minima, passes};
}

}  // namespace

TEST_CASE("merge tree: a chain is joined from its lowest saddle up") {
  const Heights minima = {3, 1, 0, 2};
  const MergeTree tree = merge_tree(minima, Passes{{0, 1, 3.5}, {1, 2, 6}, {2, 3, 4}});
  REQUIRE(tree.joins.size() == 3);
  CHECK(tree.joins[0].height == 3.5);
  CHECK(tree.joins[0].pass == 0);
  CHECK(tree.joins[0].deeper == Numbers{1});
  CHECK(tree.joins[0].shallower == Numbers{0});
  CHECK(tree.joins[1].height == 4);
  CHECK(tree.joins[1].deeper == Numbers{2});
  CHECK(tree.joins[1].shallower == Numbers{3});
  CHECK(tree.joins[2].height == 6);
  CHECK(tree.joins[2].deeper == Numbers{2, 3});
  CHECK(tree.joins[2].shallower == Numbers{1, 0});
  CHECK(tree.barriers == std::vector<std::optional<double>>{0.5, 5, std::nullopt, 2});
  CHECK(tree.trees == std::vector<Numbers>{{2, 3, 1, 0}});
}

TEST_CASE("merge tree: a detour and a saddle from a minimum to itself change nothing") {
  const Heights minima = {1, 0, 2};
  const MergeTree tree =
      merge_tree(minima, Passes{{0, 1, 3}, {1, 1, 0.5}, {1, 2, 4}, {0, 2, 9}, {1, 0, 8}});
  REQUIRE(tree.joins.size() == 2);
  CHECK(tree.joins[0].pass == 0);
  CHECK(tree.joins[1].pass == 2);
  CHECK(tree.barriers == std::vector<std::optional<double>>{2, std::nullopt, 2});
}

TEST_CASE("merge tree: of equals the first is the deeper minimum and the first saddle") {
  const Heights minima = {1, 1, 1};
  const MergeTree tree = merge_tree(minima, Passes{{2, 1, 2}, {1, 0, 2}});
  REQUIRE(tree.joins.size() == 2);
  CHECK(tree.joins[0].deeper == Numbers{1});
  CHECK(tree.joins[1].deeper == Numbers{0});
  CHECK(tree.joins[1].shallower == Numbers{1, 2});
  CHECK(tree.barriers == std::vector<std::optional<double>>{std::nullopt, 1, 1});
}

TEST_CASE("merge tree: what no saddle joins stays open") {
  const Heights minima = {2, 0, 1, 5};
  const MergeTree tree = merge_tree(minima, Passes{{0, 2, 3}});
  REQUIRE(tree.joins.size() == 1);
  CHECK(tree.trees == std::vector<Numbers>{{1}, {2, 0}, {3}});
  CHECK(tree.barriers == std::vector<std::optional<double>>{1, std::nullopt, std::nullopt,
                                                            std::nullopt});
  CHECK(merge_tree(Heights{}, Passes{}).trees.empty());
}

TEST_CASE("merge tree: joins and barriers are those of the lowest paths") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const auto [minima, passes] = random_landscape(seed);
    const std::vector<Heights> climb = lowest_paths(minima, passes);
    const MergeTree tree = merge_tree(minima, passes);
    for (const Join& join : tree.joins)
      for (const std::size_t i : join.deeper)
        for (const std::size_t j : join.shallower) CHECK(climb[i][j] == join.height);
    for (std::size_t i = 0; i < minima.size(); ++i) {
      double lowest = std::numeric_limits<double>::infinity();
      for (std::size_t j = 0; j < minima.size(); ++j)
        if (is_deeper(minima, j, i)) lowest = std::min(lowest, climb[i][j]);
      CHECK(tree.barriers[i].has_value() == std::isfinite(lowest));
      if (tree.barriers[i]) CHECK(*tree.barriers[i] == lowest - minima[i]);
    }
    CHECK(tree.joins.size() + tree.trees.size() == minima.size());
    CHECK(std::ranges::is_sorted(tree.joins, {}, &Join::height));
  }
}

TEST_CASE("merge tree: minima and saddles that cannot be are refused") {
  const Heights minima = {0, 1};
  const auto said = [](const Heights& heights, const Passes& passes) {
    return refusal([&] { merge_tree(heights, passes); });
  };
  CHECK_THAT(said(minima, {{0, 1, 2}, {0, 2, 2}}), Catch::Contains("saddle 1: expected numbers"));
  CHECK_THAT(said(minima, {{0, 1, 0.5}}), Catch::Contains("saddle 0: expected a height"));
  CHECK_THAT(said(minima, {{0, 1, std::nan("")}}), Catch::Contains("expected a height"));
  CHECK_THAT(said({0, std::nan("")}, {}), Catch::Contains("minimum 1: expected a finite"));
}

}  // namespace caldera::test
