#include "caldera/nn/objective/group_tree.h"

#include <bit>
#include <cstdint>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;
using Groups = std::vector<Values>;

std::vector<std::uint64_t> bits(const Values& numbers) {
  std::vector<std::uint64_t> result;
  for (const double x : numbers) result.push_back(std::bit_cast<std::uint64_t>(x));
  return result;
}

/// The tree from the top: the left branch has the largest power of two of groups that leaves
/// something for the right one. A group without numbers is `size` zeros.
Values tree(const Groups& sums, std::size_t size, std::size_t first, std::size_t count) {
  if (count == 1) return sums[first].empty() ? Values(size) : sums[first];
  const std::size_t left = std::bit_ceil(count) / 2;
  Values result = tree(sums, size, first, left);
  const Values right = tree(sums, size, first + left, count - left);
  for (std::size_t i = 0; i < size; ++i) result[i] += right[i];
  return result;
}

/// Every `every`-th group, from the last, has numbers.
Groups random_groups(std::size_t count, std::size_t every, std::size_t size, std::uint32_t seed) {
  Groups sums(count);
  for (std::size_t g = 0; g < count; ++g)
    if ((count - 1 - g) % every == 0) sums[g] = random_vector(size, seed++);
  return sums;
}

/// What ranks do: each adds up the nodes that it has whole, and sends their sums, which are then added.
Values sum_over_ranks(Groups sums, std::size_t size, std::size_t ranks) {
  Groups sent(sums.size());
  for (std::size_t rank = 0; rank < ranks; ++rank)
    for (const auto& [first, last] :
         complete_subtrees(groups_of_rank(sums.size(), ranks, rank), sums.size())) {
      add_groups(std::span(sums).subspan(first, last - first));
      sent[first] = sums[first].empty() ? Values(size) : sums[first];
    }
  add_groups(sent);
  return sent[0];
}

}  // namespace

TEST_CASE("groups are added in a binary tree, and empty ones count as zeros, to the bit") {
  // No multiples of a vector's length: less than a piece of the addition, and more than two.
  const auto [size, threads] =
      GENERATE(table<std::size_t, int>({{37, 1}, {37, 3}, {9001, 1}, {9001, 3}}));
  configure_arithmetic("exact", "auto", threads);
  std::uint32_t seed = 1;
  for (const std::size_t count : {1u, 2u, 3u, 5u, 8u, 13u, 16u})
    for (const std::size_t every :
         {1u, 2u, 3u, 5u, 16u}) {  // of the groups, from the last, has numbers
      Groups sums = random_groups(count, every, size, seed);
      seed += 16;
      const Values expected = tree(sums, size, 0, count);
      add_groups(sums);
      CHECK(bits(sums[0]) == bits(expected));
    }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("each group belongs to one rank, and no rank has two more than another") {
  for (std::size_t groups = 1; groups <= 17; ++groups)
    for (std::size_t ranks = 1; ranks <= groups + 1; ++ranks) {
      std::size_t next = 0;
      for (std::size_t rank = 0; rank < ranks; ++rank) {
        const GroupRange own = groups_of_rank(groups, ranks, rank);
        CHECK(own.first == next);
        const std::size_t count = own.last - own.first;
        CHECK((count == groups / ranks || count == groups / ranks + 1));
        next = own.last;
      }
      CHECK(next == groups);
    }
}

TEST_CASE("a rank sends the sums of the highest nodes that it has whole") {
  using Nodes = std::vector<GroupRange>;
  CHECK(complete_subtrees({0, 16}, 16) == Nodes{{0, 16}});
  CHECK(complete_subtrees({6, 8}, 16) == Nodes{{6, 8}});
  CHECK(complete_subtrees({0, 5}, 16) == Nodes{{0, 4}, {4, 5}});
  CHECK(complete_subtrees({5, 10}, 16) == Nodes{{5, 6}, {6, 8}, {8, 10}});
  CHECK(complete_subtrees({10, 16}, 16) == Nodes{{10, 12}, {12, 16}});
  CHECK(complete_subtrees({1, 15}, 16) ==
        Nodes{{1, 2}, {2, 4}, {4, 8}, {8, 12}, {12, 14}, {14, 15}});
  // What is cut off at the end is whole all the same.
  CHECK(complete_subtrees({0, 13}, 13) == Nodes{{0, 13}});
  CHECK(complete_subtrees({8, 13}, 13) == Nodes{{8, 13}});
  CHECK(complete_subtrees({3, 3}, 13).empty());
}

TEST_CASE("any number of ranks adds to the bits of one, with groups that are empty too") {
  constexpr std::size_t size = 5;
  std::uint32_t seed = 1;
  for (std::size_t groups = 1; groups <= 17; ++groups)
    for (const std::size_t every : {1u, 3u, 16u}) {
      const Groups sums = random_groups(groups, every, size, seed);
      seed += 17;
      const auto expected = bits(tree(sums, size, 0, groups));
      for (std::size_t ranks = 1; ranks <= groups + 1; ++ranks)
        CHECK(bits(sum_over_ranks(sums, size, ranks)) == expected);
    }
}

}  // namespace caldera::test
