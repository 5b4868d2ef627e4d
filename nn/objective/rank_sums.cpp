#include "caldera/nn/objective/rank_sums.h"

#include <algorithm>
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

/// This rank's share of a block of all nodes' sums; by group, as add_groups() takes them.
std::vector<std::vector<double>> share_of_all(const NodesByRank& nodes,
                                              const std::vector<std::vector<double>>& sums,
                                              std::size_t first,
                                              const std::vector<std::size_t>& shares) {
  const std::size_t own = shares[ranks::number()];
  std::vector<double> sent;
  std::vector<std::size_t> sent_lengths, received_lengths;
  for (std::size_t rank = 0; rank < ranks::count(); first += shares[rank++]) {
    for (const GroupRange& node : nodes[ranks::number()]) {
      const auto part = std::span(sums[node.first]).subspan(first, shares[rank]);
      sent.insert(sent.end(), part.begin(), part.end());
    }
    sent_lengths.push_back(nodes[ranks::number()].size() * shares[rank]);
    received_lengths.push_back(nodes[rank].size() * own);
  }
  std::vector<double> received(total(received_lengths));
  messages::exchange(sent, sent_lengths, received, received_lengths);

  std::vector<std::vector<double>> parts(sums.size());
  auto next = received.begin();
  for (const auto& of_rank : nodes)
    for (const GroupRange& node : of_rank) {
      parts[node.first].assign(next, next + static_cast<std::ptrdiff_t>(own));
      next += static_cast<std::ptrdiff_t>(own);
    }
  return parts;
}

/// Numbers first … first + size − 1 of the sum.
void add_block(const NodesByRank& nodes, std::vector<std::vector<double>>& sums, std::size_t first,
               std::size_t size) {
  const std::vector<std::size_t> shares = shares_of(size);
  std::vector<std::vector<double>> parts = share_of_all(nodes, sums, first, shares);
  add_groups(parts);
  const std::span<double> block = std::span(sums[0]).subspan(first, size);
  const std::size_t before = size * ranks::number() / ranks::count();
  std::ranges::copy(parts[0], block.subspan(before).begin());
  messages::complete(block, shares);
}

}  // namespace

void add_over_ranks(std::vector<std::vector<double>>& sums, std::size_t size) {
  if (ranks::count() == 1) return add_groups(sums);
  const NodesByRank nodes = nodes_by_rank(sums.size());
  add_own(nodes[ranks::number()], sums, size);
  sums[0].resize(size);  // of a rank that does not have that group
  constexpr std::size_t block = 1 << 22;
  for (std::size_t first = 0; first < size; first += block)
    add_block(nodes, sums, first, std::min(block, size - first));
}

}  // namespace caldera
