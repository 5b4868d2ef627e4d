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

std::vector<std::vector<Shard>> own_shards_by_group(std::size_t examples, const Sharding& sharding) {
  std::vector<std::vector<Shard>> groups = shards_by_group(examples, sharding);
  const GroupRange own = groups_of_rank(groups.size(), ranks::count(), ranks::number());
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (g < own.first || own.last <= g) groups[g].clear();
  return groups;
}

}  // namespace caldera
