#pragma once
// What a run of linear_phases must find, from the closed forms of nn/models/linear_mode.h: L is a sum
// over modes, so a phase is a set of learned modes. Modes are counted from 0, by falling singular value.
//
// In which sets is L of all weights a minimum? Let mode j be learned with strength a and mode i not. On
// the two weights that turn j into i, one in W₁ and one in W_D, ∇²L is
//
//     [a^{2D−2} + β     −s_i a^{D−2} ]
//     [−s_i a^{D−2}      a^{2D−2} + β],      β = a^{D−2}(s_j − a^D):   eigenvalues a^{D−2}(s_j ∓ s_i).
//
// So a learned mode beside a stronger one that is not (an *inversion*) makes one negative direction each.
// For D ≥ 3 there are no others but one for each mode on its saddle: that is tested, not proved. Hence minima
// learn the strongest modes. So for n modes with distinct singular values and β below the weakest fold there are
// n + 1 of them up to symmetry, not 2ⁿ. For D = 2 the modes that are not learned are saddles
// themselves while β < s_i, in as many ways as there are hidden units free.

#include <cstddef>
#include <string>
#include <vector>

#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/landscape/merge_tree.h"

namespace caldera {

/// s_i of the target, positive and falling.
using SingularValues = std::vector<double>;

/// Pairs of a mode that is not learned and a weaker one that is; `learned` as "011".
std::size_t inversions(const std::string& learned);

/// Negative eigenvalues of ∇²L where these modes are learned and the others zero; at depth 2 for a
/// β below all singular values.
std::size_t index_of_state(std::size_t depth, const std::string& learned);

/// Eigenvalues that are zero by symmetry where so many of n modes are not zero
/// (nn/models/linear_network.h).
std::size_t symmetry_zeros(std::size_t depth, std::size_t modes, std::size_t learned);

/// V(saddle) − V(learned), or − V(0), at β below the fold.
double barrier_from_learned(const LinearMode& mode, double beta);
double barrier_from_zero(const LinearMode& mode, double beta);

/// The minima and saddles of L at β. Minimum k has the first k modes learned. Depth 3 and more: the
/// saddle between k and k + 1 has mode k on its saddle. Depth 2: one minimum.
struct ClosedTree {
  std::vector<double> minima;        ///< their L
  std::vector<std::size_t> learned;  ///< modes of each
  std::vector<Pass> passes;          ///< saddles between neighbours
};
ClosedTree closed_tree(const SingularValues& singular_values, std::size_t depth, double beta);

}  // namespace caldera
