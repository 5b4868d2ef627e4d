#pragma once
// The tree of a landscape's minima: which of them are joined at which height. A leaf is a minimum; two
// sets of minima become one at the height of the lowest saddle between them. Drawn with heights upwards it is
// the disconnectivity graph of Becker and Karplus ("The topology of multidimensional potential energy
// surfaces", J. Chem. Phys. 106 (1997) 1495; Wales, "Energy landscapes", 2003, §5.1).
//
// Saddles are taken from the lowest to the highest. One whose two minima are in different sets joins these
// (Kruskal's algorithm: the joins are a minimum spanning tree); any other is a detour and changes nothing. So
// the height at which two minima are joined is the least that a path over the given saddles must climb to.
// A saddle that is not among the given ones may lower it.
//
// A pure function of numbers. They need not come from one program.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace caldera {

/// A saddle between two minima, which are given by their number in a list. Both may be the same.
struct Pass {
  std::size_t a = 0;  ///< number of one minimum
  std::size_t b = 0;  ///< and of the other
  double height = 0;         ///< of the saddle
};

/// Two sets of minima become one.
struct Join {
  double height = 0;     ///< at which they do
  std::size_t pass = 0;  ///< number of the saddle
  std::vector<std::size_t> deeper = {};     ///< the minima of the set with the deepest, which comes first
  std::vector<std::size_t> shallower = {};  ///< those of the other, its deepest first
};

/// The tree, or several if no path leads from some minima to others.
struct MergeTree {
  std::vector<Join> joins;  ///< by rising height
  /// Of each minimum, how far a path must climb to reach a deeper one. None for the deepest of each
  /// tree: as far as these saddles tell it is open at the top.
  std::vector<std::optional<double>> barriers;
  std::vector<std::vector<std::size_t>> trees;  ///< their minima, the deepest of each first
};

/// minima: their heights. Of equal heights the first counts as the deeper one, and of equal saddles the first
/// is taken first. Throws InputError for a saddle that names no minimum, or that is not at least as high as
/// both of its minima (NaN is not), and for a height of a minimum that is not finite.
MergeTree merge_tree(std::span<const double> minima, std::span<const Pass> passes);

}  // namespace caldera
