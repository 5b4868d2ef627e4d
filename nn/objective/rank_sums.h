#pragma once
// The sum over the groups of all ranks, to the bits of one process.

#include <cstddef>
#include <vector>

namespace caldera {

/// sums[0] ← Σ over all groups of all ranks, on every rank, along the tree of add_groups(). An entry a
/// group; those of this rank's groups have `size` numbers, or none, which are zeros; all others have none.
/// What it leaves in the others is of no use.
///
/// Of R ranks with c sums each (complete_subtrees), every one gets a share of 1/R of the entries of all
/// sums, adds it up, and sends the result to the others: with 8 bytes a number it sends and receives
/// 8 size (1 + c) (R − 1)/R bytes, fewer than 16 `size` where c is 1, however many ranks there are. Besides
/// `sums` it keeps two blocks of fewer than 4 million c numbers.
///
/// All ranks call it, with the same size and number of groups, from the thread that started them. With one
/// rank it is add_groups().
void add_over_ranks(std::vector<std::vector<double>>& sums, std::size_t size);

}  // namespace caldera
