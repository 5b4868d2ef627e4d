// Adds groups over the ranks of MPI: the sum must be, to the bit, that of one process, whose tree is added
// here from all groups. Some groups are empty, and blocks end within shares. The argument is how many ranks
// there must be. Ends with status 1 where a sum or their number differs.
//
//   mpirun -n 3 ranks_check 3

#include <fmt/format.h>

#include <cstdio>
#include <string_view>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/ranks.h"
#include "caldera/nn/objective/group_tree.h"
#include "caldera/nn/objective/rank_sums.h"

namespace caldera {
namespace {

using Groups = std::vector<std::vector<double>>;

/// Of the groups `own`, all but every third one.
Groups random_groups(const GroupRange& own, std::size_t groups, std::size_t size) {
  Groups sums(groups);
  for (std::size_t g = own.first; g < own.last; ++g) {
    if (g % 3 == 2) continue;
    const Stream stream{1, Purpose::synthetic_data, static_cast<std::uint32_t>(g)};
    for (std::size_t i = 0; i < size; ++i) sums[g].push_back(stream.normal(i));
  }
  return sums;
}

/// How many cases differ.
int count_wrong() {
  int wrong = 0;
  for (const std::size_t groups : {1u, 2u, 5u, 13u, 16u})
    for (const std::size_t size : {1u, 7u, 40u})
      for (const std::size_t block : {1u, 7u, 16u, 39u, 64u}) {
        Groups expected = random_groups({0, groups}, groups, size);
        add_groups(expected);
        const GroupRange own = groups_of_rank(groups, ranks::count(), ranks::number());
        Groups sums = random_groups(own, groups, size);
        add_over_ranks(sums, size, block);
        if (sums[0] == expected[0]) continue;
        ++wrong;
        fmt::print(stderr, "rank {} of {}: {} groups of {} in blocks of {} differ\n", ranks::number(),
                   ranks::count(), groups, size, block);
      }
  return wrong;
}

bool are_as_many_as(std::string_view expected) {
  return expected == fmt::format("{}", ranks::count());
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  caldera::ranks::start();
  int wrong = caldera::count_wrong();
  if (argc != 2 || !caldera::are_as_many_as(argv[1])) ++wrong;
  const caldera::ranks::Ending ending = caldera::ranks::end(wrong == 0 ? 0 : 1, wrong > 0);
  caldera::ranks::leave();
  return ending.status;
}
