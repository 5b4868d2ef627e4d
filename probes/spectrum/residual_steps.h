#pragma once
// Steps towards the wanted pairs, whatever the space was built from: it grows by the residuals of its
// own Ritz pairs.
//
// A Ritz pair (θ, y) of a space V has the residual r = A y − θ y, orthogonal to V. Without it, y
// cannot get better; with all of them, the next space is the one that a step of block Lanczos makes
// from all wanted vectors at once (Davidson, J. Comput. Phys. 17 (1975) 87, without his
// preconditioner; Stathopoulos and Saad, "Restarting techniques for the (Jacobi-)Davidson symmetric
// eigenvalue methods", ETNA 7 (1998) 163). But there are fewer directions that matter than pairs: of
// the residuals that are too long, in units of what each may be, those combinations are multiplied
// that hold most of their squares.
//
// Beside a Krylov space this takes any start as it is. From k eigenvectors of a neighbouring matrix,
// k products give k Ritz pairs, and only what has changed is left to be found: copies of a multiple
// eigenvalue, of which a Krylov space from b vectors holds b, are all kept.

#include <span>
#include <vector>

#include "caldera/probes/spectrum/krylov_space.h"

namespace caldera {

/// A y − θ y for the Ritz pairs numbered `which`, from the images that the space keeps; which × P.
std::vector<double> residual_rows(const KrylovSpace& space, const SymmetricEigen& ritz,
                                  std::span<const std::size_t> which);

/// Orthonormal combinations of the rows of R (k × P, k ≥ 1) that hold most of ‖R‖²: its first right
/// singular vectors, `count` or as many as are not zero; each a row. From R Rᵀ: good to a part in 10⁷.
std::vector<double> principal_directions(ConstMatrix<double> r, std::size_t count);

/// V ← V and the rows of x, any number that fits into the basis, then random directions to a whole
/// block; as many products. For a space without V. Leaves an N.
void start_whole(KrylovSpace& space, ConstMatrix<double> x);

}  // namespace caldera
