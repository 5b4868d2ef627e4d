#include "caldera/probes/landscape/merge_tree.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <string>

#include "caldera/probes/require.h"

namespace caldera {
namespace {

constexpr Require require{"merge tree", "correct the list of minima and saddles"};

void check(std::span<const double> minima, std::span<const Pass> passes) {
  for (std::size_t i = 0; i < minima.size(); ++i)
    require(std::isfinite(minima[i]), "minimum " + std::to_string(i), "a finite height", "another");
  for (std::size_t i = 0; i < passes.size(); ++i) {
    const auto& [a, b, height] = passes[i];
    const std::string where = "saddle " + std::to_string(i);
    require(a < minima.size() && b < minima.size(), where, "numbers of two minima", "others");
    require(height >= minima[a] && height >= minima[b], where, "a height not below its minima",
            "one below, or none");
  }
}

/// Numbers of the saddles, from the lowest to the highest.
std::vector<std::size_t> by_height(std::span<const Pass> passes) {
  std::vector<std::size_t> order(passes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return passes[i].height; });
  return order;
}

/// Sets of minima, each named by its deepest one (union-find).
class Sets {
 public:
  explicit Sets(std::span<const double> minima) : minima_(minima), above_(minima.size()) {
    std::iota(above_.begin(), above_.end(), std::size_t{0});
    for (const std::size_t i : above_) members_.push_back({i});
  }

  /// The deepest of the set that a minimum is in.
  std::size_t deepest(std::size_t i) const {
    while (above_[i] != i) i = above_[i];
    return i;
  }

  bool is_deeper(std::size_t i, std::size_t j) const {
    return minima_[i] < minima_[j] || (minima_[i] == minima_[j] && i < j);
  }

  const std::vector<std::size_t>& members(std::size_t deepest) const { return members_[deepest]; }

  /// Adds the set of `shallower` to that of `deeper`.
  void unite(std::size_t deeper, std::size_t shallower) {
    above_[shallower] = deeper;
    std::ranges::copy(members_[shallower], std::back_inserter(members_[deeper]));
  }

 private:
  std::span<const double> minima_;
  std::vector<std::size_t> above_;  // one step towards the deepest
  std::vector<std::vector<std::size_t>> members_;
};

}  // namespace

MergeTree merge_tree(std::span<const double> minima, std::span<const Pass> passes) {
  check(minima, passes);
  MergeTree tree;
  tree.barriers.resize(minima.size());
  Sets sets(minima);
  for (const std::size_t i : by_height(passes)) {
    std::size_t deeper = sets.deepest(passes[i].a), shallower = sets.deepest(passes[i].b);
    if (deeper == shallower) continue;
    if (sets.is_deeper(shallower, deeper)) std::swap(deeper, shallower);
    tree.joins.push_back(
        {passes[i].height, i, sets.members(deeper), sets.members(shallower)});
    tree.barriers[shallower] = passes[i].height - minima[shallower];
    sets.unite(deeper, shallower);
  }
  for (std::size_t i = 0; i < minima.size(); ++i)
    if (sets.deepest(i) == i) tree.trees.push_back(sets.members(i));
  return tree;
}

}  // namespace caldera
