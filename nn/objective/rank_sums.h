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
/// 8 size (1 + c) (R − 1)/R bytes, fewer than 16 `size` where c is 1, however many ranks there are. That
/// goes block by block; `block` numbers of a sum at a time, ≥ 1. Besides `sums` it keeps c blocks that it
/// sends, and its shares of all that it gets, twice.
///
/// All ranks call it, with the same size, block and number of groups, from the thread that started them.
/// A rank without memory for it lets all throw std::bad_alloc. With one rank it is add_groups().
void add_over_ranks(std::vector<std::vector<double>>& sums, std::size_t size,
                    std::size_t block = std::size_t{1} << 22);

}  // namespace caldera
