#include "caldera/nn/objective/group_tree.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "caldera/autograd/arithmetic/arithmetic.h"

namespace caldera {

namespace {

template <class T>
void add_entries(std::span<double> sum, std::span<const T> part) {
  assert(sum.size() == part.size());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += double{part[i]};
}

}  // namespace

void add_to(std::span<double> sum, std::span<const float> part) { add_entries(sum, part); }
void add_to(std::span<double> sum, std::span<const double> part) { add_entries(sum, part); }

void add_groups(std::span<std::vector<double>> sums) {
  // The additions of the tree, in order. A sum that is empty takes the numbers of its part: 0 + x is x to
  // the bit, as no sum that began at 0 is −0.
  std::vector<std::pair<std::span<double>, std::span<const double>>> additions;
  for (std::size_t distance = 1; distance < sums.size(); distance *= 2)
    for (std::size_t g = 0; g + distance < sums.size(); g += 2 * distance) {
      std::vector<double>&sum = sums[g], &part = sums[g + distance];
      if (sum.empty())
        sum.swap(part);
      else if (!part.empty())
        additions.emplace_back(sum, part);
    }
  // A piece of all groups stays in a second-level cache; pieces are shared out among threads.
  constexpr std::size_t piece = 4096;
  const std::size_t size = sums.empty() ? 0 : sums[0].size();
#pragma omp parallel for schedule(static) num_threads(arithmetic().threads)
  for (std::size_t first = 0; first < size; first += piece)
    for (const auto& [sum, part] : additions) {
      const std::size_t count = std::min(piece, size - first);
      add_to(sum.subspan(first, count), part.subspan(first, count));
    }
}

GroupRange groups_of_rank(std::size_t groups, std::size_t ranks, std::size_t rank) {
  assert(rank < ranks);
  return {groups * rank / ranks, groups * (rank + 1) / ranks};
}

std::vector<GroupRange> complete_subtrees(const GroupRange& own, std::size_t groups) {
  assert(own.last <= groups);
  std::vector<GroupRange> nodes;
  for (std::size_t first = own.first; first < own.last; first = nodes.back().last) {
    std::size_t length = 1;
    while (first + length < own.last && first % (2 * length) == 0 &&
           std::min(first + 2 * length, groups) <= own.last)
      length *= 2;
    nodes.push_back({first, std::min(first + length, groups)});
  }
  return nodes;
}

}  // namespace caldera
