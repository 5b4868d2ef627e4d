#include "caldera/nn/objective/sharding.h"

#include <bit>
#include <cstdint>

#include "caldera/autograd/arithmetic/arithmetic.h"
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

}  // namespace

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
