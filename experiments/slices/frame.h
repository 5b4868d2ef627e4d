#pragma once
// Where a slice of the error surface lies: directions from a centre θ_c by four ways to choose
// them, what is marked on it, and how far it goes. Directions are one or two (`count`), a row each.

#include <cstdint>
#include <string>
#include <vector>

#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/slices/record.h"

namespace caldera {

/// Their names, as the program's option has them.
inline const std::vector<std::string> slice_directions = {"random", "pca", "eigenvectors",
                                                          "models"};

/// Random and as long as the model, filter by filter (nn/models/filter_direction.h); numbers 0 and 1.
/// Throws InputError if they span no line or plane, as around weights that are all zero: there is
/// no length to take.
SliceFrame random_frame(const NetworkShape& shape, std::span<const double> centre,
                        std::uint64_t seed, std::size_t count);

/// Orthonormal: the first principal components of a trajectory's points (probes/landscape/pca.h), with the
/// share of its variance along each. Throws InputError if it spans fewer dimensions.
SliceFrame pca_frame(ConstMatrix<double> trajectory, std::size_t count);

/// Orthonormal: the eigenvectors of ∇²E at the centre with the largest eigenvalues, the largest
/// first, or with `lowest` those with the smallest, the smallest first. L = E + (β/2)‖θ‖² has the
/// same, with eigenvalues that are larger by β. Random start of Lanczos' method: the seed.
/// Throws InputError if they do not converge.
SliceFrame eigenvector_frame(DatasetObjective& objective, std::span<const double> centre,
                             std::uint64_t seed, std::size_t count, bool lowest);

/// Orthonormal, through the centre and one or two other models b and c: u along b − centre, v along
/// c − centre made orthogonal to u (Garipov, Izmailov, Podoprikhin, Vetrov and Wilson, "Loss
/// surfaces, mode connectivity and fast ensembling of DNNs", arXiv 1802.10026, 2018). others: a
/// model a row. Throws InputError if they are the same or on one line.
SliceFrame model_frame(std::span<const double> centre, ConstMatrix<double> others);

/// The slice as a plane or line. It refers to both, which must outlive it.
Plane plane_of(const SliceFrame& frame, std::span<const double> centre);

/// Points of parameter space (a row each, possibly none) seen from the slice, with E at each.
ProjectedPoints projected(ConstMatrix<double> points, const Plane& plane,
                          DatasetObjective& objective);

/// Fills xs and ys with `side` numbers each; on a line ys is 0. With `extent` > 0 they go from
/// −extent to extent. With 0 by the kind of directions: random ones to ±1, where a filter has
/// changed by as much as it is long; eigenvectors to ±√(2/|λ|), where a parabola of that curvature
/// has changed by 1 nat; others from the least coordinate of what is marked, the centre included,
/// to the largest, and a quarter of that more on either side. Throws InputError for an eigenvalue
/// of 0.
void set_grid(SliceFrame& frame, const std::string& kind, std::size_t side, double extent);

/// The largest --extent: beyond a million times the length of a direction there is nothing to see.
inline constexpr double largest_extent = 1e6;

/// Throws InputError if E or ‖θ‖² is not finite at a corner of the grid.
void check_corners(const SliceFrame& frame, std::span<const double> centre,
                   DatasetObjective& objective);

}  // namespace caldera
