#pragma once
// How a pass over a whole data set is cut up, so that the order of all its sums is fixed and threads
// cannot change a bit: examples form shards, shards form groups. The shards of a group are added in
// order by one thread, the groups in a fixed binary tree. Ranks (autograd/arithmetic/ranks.h) share out
// whole groups, and cannot change a bit either.

#include <omp.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/first_failure.h"
#include "caldera/autograd/arithmetic/ranks.h"
#include "caldera/nn/objective/group_tree.h"
#include "caldera/nn/objective/rank_sums.h"

namespace caldera {

/// Into what a data set is cut. Part of the configuration of every run, as it decides the last bits.
struct Sharding {
  std::size_t rows = 500;   ///< examples a shard, 1 or more; the last shard may be short
  std::size_t groups = 16;  ///< shards are dealt to so many groups, in contiguous runs; 1 or more
};

/// Examples first … first + rows − 1.
struct Shard {
  std::size_t first;  ///< index in the data set
  std::size_t rows;   ///< number of examples
};

/// The shards of each group, in order, of at least one example. Some groups are empty if there are few
/// shards.
std::vector<std::vector<Shard>> shards_by_group(std::size_t examples, const Sharding& sharding);

/// The same, with the shards of this rank's groups (groups_of_rank) alone.
std::vector<std::vector<Shard>> own_shards_by_group(std::size_t examples, const Sharding& sharding);

/// work(group, worker) for all groups, whole groups at a time on arithmetic().threads threads.
/// worker < threads: no two calls with the same worker overlap, so it may own buffers. Throws what a
/// call threw, when all have ended; on every rank what a call threw on one. All ranks call it with the
/// same `step`.
template <class Work>
void for_each_group(std::size_t groups, const Work& work, std::uint64_t step = 0) {
  FirstFailure failure;
#pragma omp parallel for schedule(dynamic) num_threads(arithmetic().threads)
  for (std::size_t g = 0; g < groups; ++g)
    failure.guard([&] { work(g, static_cast<std::size_t>(omp_get_thread_num())); });
  ranks::agree(failure.kept(), step);
}

/// As many workers as for_each_group may ask for; a new one is made of `arguments`.
template <class Worker, class... Arguments>
void reserve_workers(std::vector<std::unique_ptr<Worker>>& workers, const Arguments&... arguments) {
  while (workers.size() < static_cast<std::size_t>(arithmetic().threads))
    workers.push_back(std::make_unique<Worker>(arguments...));
}

/// sums[0] ← Σ over all shards of all groups, of which each rank has its own (own_shards_by_group).
/// `add(shard, worker, group, sum)` adds what one shard has to say to `sum`, the group's: `size` numbers,
/// which are 0 at first. A group without shards has no numbers, and costs nothing.
template <class Part, class Add>
void sum_over_shards(const std::vector<std::vector<Part>>& groups, std::size_t size,
                     std::vector<std::vector<double>>& sums, const Add& add) {
  sums.resize(groups.size());
  const auto add_group = [&](std::size_t g, std::size_t worker) {
    sums[g].assign(groups[g].empty() ? 0 : size, 0.0);
    for (const Part& shard : groups[g]) add(shard, worker, g, sums[g]);
  };
  for_each_group(groups.size(), add_group, size);
  add_over_ranks(sums, size);
}

}  // namespace caldera
