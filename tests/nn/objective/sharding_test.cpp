#include "caldera/nn/objective/sharding.h"

#include <bit>
#include <cmath>
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
      Groups sums(count);
      for (std::size_t g = 0; g < count; ++g)
        if ((count - 1 - g) % every == 0) sums[g] = random_vector(size, seed++);
      const Values expected = tree(sums, size, 0, count);
      add_groups(sums);
      CHECK(bits(sums[0]) == bits(expected));
    }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("a sum over shards begins at zero, so it is never -0") {
  Groups sums;
  for (const std::size_t group : {0u, 1u, 4u}) {
    Groups groups(5);
    groups[group] = {-0.0};
    sum_over_shards(groups, 1, sums,
                    [](double shard, std::size_t, std::size_t, Values& sum) { sum[0] += shard; });
    CHECK(bits(sums[0]) == bits({0.0}));
  }
}

TEST_CASE(
    "sums over shards keep nothing of the last ones, longer or shorter, whatever groups are "
    "empty") {
  Groups sums;  // used again, as objectives do
  for (const int threads : {1, 3}) {
    configure_arithmetic("exact", "auto", threads);
    for (const std::size_t size : {3u, 40u, 0u, 7u})
      for (const std::size_t examples : {1u, 9u, 30u, 57u}) {
        const auto groups = shards_by_group(examples, {.rows = 10, .groups = 5});
        std::size_t seen = 0;
        for (const auto& shards : groups)
          for (const Shard& shard : shards) seen += shard.rows;
        CHECK(seen == examples);
        sum_over_shards(groups, size, sums,
                        [](const Shard& shard, std::size_t, std::size_t, Values& sum) {
                          for (double& x : sum) x += static_cast<double>(shard.rows);
                        });
        CHECK(sums[0] == Values(size, static_cast<double>(examples)));
      }
  }
  configure_arithmetic("exact", "auto", 1);
}

}  // namespace caldera::test
