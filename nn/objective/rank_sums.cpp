#include "caldera/nn/objective/rank_sums.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <numeric>
#include <span>

#include "caldera/autograd/arithmetic/ranks.h"
#include "caldera/nn/objective/group_tree.h"

namespace caldera {

namespace {

/// The nodes of the tree that each rank brings.
using NodesByRank = std::vector<std::vector<GroupRange>>;

NodesByRank nodes_by_rank(std::size_t groups) {
  NodesByRank nodes;
  for (std::size_t rank = 0; rank < ranks::count(); ++rank)
    nodes.push_back(complete_subtrees(groups_of_rank(groups, ranks::count(), rank), groups));
  return nodes;
}

/// Adds up each node of this rank. Its sum then lies at its first group, and has all its numbers.
void add_own(const std::vector<GroupRange>& nodes, std::vector<std::vector<double>>& sums,
             std::size_t size) {
  for (const auto& [first, last] : nodes) {
    add_groups(std::span(sums).subspan(first, last - first));
    sums[first].resize(size);
  }
}

std::size_t total(const std::vector<std::size_t>& lengths) {
  return std::reduce(lengths.begin(), lengths.end());
}

/// How many of `size` numbers each rank adds up.
std::vector<std::size_t> shares_of(std::size_t size) {
  std::vector<std::size_t> lengths;
  for (std::size_t rank = 0; rank < ranks::count(); ++rank)
    lengths.push_back(size * (rank + 1) / ranks::count() - size * rank / ranks::count());
  return lengths;
}

/// What this rank sends and gets for a block, made before the ranks meet: one that has no memory left for
/// it says so there, and none waits.
struct Workspace {
  NodesByRank nodes;
  std::vector<double> sent, received;
  std::vector<std::vector<double>> parts;  ///< by group, as add_groups() takes them

  Workspace() = default;
  Workspace(std::size_t groups, std::size_t block) : nodes(nodes_by_rank(groups)), parts(groups) {
    const std::size_t own = shares_of(block)[ranks::number()];
    sent.reserve(nodes[ranks::number()].size() * block);
    std::size_t all = 0;
    for (const auto& of_rank : nodes) {
      all += of_rank.size();
      for (const GroupRange& node : of_rank) parts[node.first].reserve(own + 1);
    }
    received.reserve(all * (own + 1));  // shorter blocks may have shares longer by one
  }
};

/// parts ← this rank's share of a block of all nodes' sums.
void share_out(Workspace& space, const std::vector<std::vector<double>>& sums, std::size_t first,
               const std::vector<std::size_t>& shares) {
  const std::size_t own = shares[ranks::number()];
  std::vector<std::size_t> sent_lengths, received_lengths;
  space.sent.clear();
  for (std::size_t rank = 0; rank < ranks::count(); first += shares[rank++]) {
    for (const GroupRange& node : space.nodes[ranks::number()]) {
      const auto part = std::span(sums[node.first]).subspan(first, shares[rank]);
      space.sent.insert(space.sent.end(), part.begin(), part.end());
    }
    sent_lengths.push_back(space.nodes[ranks::number()].size() * shares[rank]);
    received_lengths.push_back(space.nodes[rank].size() * own);
  }
  space.received.resize(total(received_lengths));
  messages::exchange(space.sent, sent_lengths, space.received, received_lengths);

  auto next = space.received.begin();
  for (const auto& of_rank : space.nodes)
    for (const GroupRange& node : of_rank) {
      space.parts[node.first].assign(next, next + static_cast<std::ptrdiff_t>(own));
      next += static_cast<std::ptrdiff_t>(own);
    }
}

/// Numbers first … first + size − 1 of the sum.
void add_block(Workspace& space, std::vector<std::vector<double>>& sums, std::size_t first,
               std::size_t size) {
  const std::vector<std::size_t> shares = shares_of(size);
  share_out(space, sums, first, shares);
  add_groups(space.parts);
  const std::span<double> block = std::span(sums[0]).subspan(first, size);
  const std::size_t before = size * ranks::number() / ranks::count();
  std::ranges::copy(space.parts[0], block.subspan(before).begin());
  messages::complete(block, shares);
}

/// What may fail on this rank alone, and then fails on all.
Workspace prepared(std::vector<std::vector<double>>& sums, std::size_t size, std::size_t block) {
  Workspace space;
  std::exception_ptr failure;
  try {
    space = Workspace(sums.size(), std::min(block, size));
    add_own(space.nodes[ranks::number()], sums, size);
    sums[0].resize(size);  // of a rank that does not have that group
  } catch (...) {
    failure = std::current_exception();
  }
  ranks::agree(failure, size);
  return space;
}

}  // namespace

void add_over_ranks(std::vector<std::vector<double>>& sums, std::size_t size, std::size_t block) {
  assert(block >= 1);
  if (ranks::count() == 1) return add_groups(sums);
  Workspace space = prepared(sums, size, block);
  for (std::size_t first = 0; first < size; first += block)
    add_block(space, sums, first, std::min(block, size - first));
}

}  // namespace caldera
