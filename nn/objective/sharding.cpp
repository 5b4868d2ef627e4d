#include "caldera/nn/objective/sharding.h"

#include <algorithm>
#include <cassert>

namespace caldera {

std::vector<std::vector<Shard>> shards_by_group(std::size_t examples, const Sharding& sharding) {
  assert(examples > 0 && sharding.rows > 0 && sharding.groups > 0);
  const std::size_t shards = (examples + sharding.rows - 1) / sharding.rows;
  std::vector<std::vector<Shard>> groups(sharding.groups);
  for (std::size_t g = 0; g < sharding.groups; ++g)
    for (std::size_t s = shards * g / sharding.groups; s < shards * (g + 1) / sharding.groups; ++s)
      groups[g].push_back(
          {s * sharding.rows, std::min(sharding.rows, examples - s * sharding.rows)});
  return groups;
}

void add_groups(std::vector<std::vector<double>>& sums) {
  for (std::size_t distance = 1; distance < sums.size(); distance *= 2)
    for (std::size_t g = 0; g + distance < sums.size(); g += 2 * distance)
      for (std::size_t i = 0; i < sums[g].size(); ++i) sums[g][i] += sums[g + distance][i];
}

}  // namespace caldera
