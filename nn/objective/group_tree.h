#pragma once
// The fixed binary tree in which the sums of groups of shards are added, and which part of it a rank can add
// up by itself. A node of height k holds 2ᵏ groups from a multiple of 2ᵏ on, or as many as there are.

#include <cstddef>
#include <span>
#include <vector>

namespace caldera {

/// sum += part, entry by entry. Equal lengths.
void add_to(std::span<double> sum, std::span<const float> part);
void add_to(std::span<double> sum, std::span<const double> part);  ///< the same in double

/// sums[0] ← Σ sums[g]: g takes in g + 1, then g + 2, g + 4, … The vectors are sums that began at
/// 0, of equal length; an empty one stands for zeros. The others hold nothing of use afterwards.
void add_groups(std::span<std::vector<double>> sums);

/// Groups first … last − 1.
struct GroupRange {
  std::size_t first;  ///< the first of them
  std::size_t last;   ///< the one behind them; equal to `first` if there are none
  /// The same groups.
  bool operator==(const GroupRange&) const = default;
};

/// The groups of a rank: contiguous, and as many as of any other, or one more. None of some if there
/// are more ranks than groups.
GroupRange groups_of_rank(std::size_t groups, std::size_t ranks, std::size_t rank);

/// The highest nodes of the tree of `groups` that hold groups of `own` only, in order. Together they hold
/// all of `own`. add_groups() of the groups of one adds as it does for all, so only a sum a node has to
/// travel: for n groups fewer than 2 log₂ n + 2, and one if ranks and groups are powers of two.
std::vector<GroupRange> complete_subtrees(const GroupRange& own, std::size_t groups);

}  // namespace caldera
