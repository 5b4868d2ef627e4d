#pragma once
// Drawing random directions until an average over them is known well enough: what all stochastic
// probes have in common.
//
// Direction i is a pure function of (seed, i): entry j is element j of
// Stream{seed, Purpose::probe_vector, i}. So neither threads nor the size of the blocks changes it,
// and two probes of one seed see the same directions.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "caldera/autograd/objective.h"

namespace caldera {

/// How the entries of a direction are distributed: independent, mean 0, variance 1, so E v vᵀ = I.
/// Signs never estimate a trace worse: the variance of vᵀAv is 2(‖A‖²_F − Σ a_ii²), for normal
/// entries it is 2‖A‖²_F.
enum class Directions {
  signs,   ///< +1 or −1 (Rademacher)
  normal,  ///< standard normal
};

/// Which directions, and how many: directions are drawn in blocks, and after each block, once
/// there are `least_samples`, drawing stops if
///     standard error ≤ max(absolute_error, relative_error · |value|),
/// and at `most_samples` in any case. With both requests zero, most_samples are drawn (unless the
/// samples do not scatter at all).
///
/// The standard error is itself an estimate, good to a relative 1/√(2n) after n samples of a normal
/// distribution. Stopping at the first block that looks good enough favours runs that look better
/// than they are; that is slight with the least_samples given here, and not with very few.
/// Where few eigenvalues dominate, the samples are skewed, and two standard errors cover the truth
/// a little less often than the 95 % of a normal distribution.
struct Sampling {
  std::uint64_t seed = 0;                     ///< of the directions
  Directions directions = Directions::signs;  ///< how their entries are distributed
  double absolute_error = 0;  ///< requested standard error, in the unit of the value
  double relative_error = 0;  ///< requested standard error as a share of the value
  std::size_t least_samples = 32;   ///< before the request is looked at
  std::size_t most_samples = 1024;  ///< in any case; up to 2³¹
  std::size_t block = 8;  ///< directions an apply; part of the configuration, see above
};

/// An average over random directions.
struct [[nodiscard]] Estimate {
  double value = 0;           ///< the mean, or what is made of it
  double standard_error = 0;  ///< standard deviation of `value` over seeds, as estimated
  std::size_t samples = 0;    ///< directions averaged over
  std::size_t products = 0;   ///< products A v spent in all
  bool reached = false;       ///< the requested standard error; otherwise the limit ended it
};

/// Whether `standard_error` of `value` is what `sampling` requests.
bool is_reached(const Sampling& sampling, double value, double standard_error);

/// Mean of n ≥ 2 independent samples, and its standard error s/√n with the sample variance
/// s² = Σ (xᵢ − x̄)² / (n − 1). Leaves `products` at n and `reached` at false.
Estimate mean_of(std::span<const double> samples);

/// Directions first … first + v.rows − 1, one a row.
void fill_directions(const Sampling& sampling, std::size_t first, Matrix<double> v);

/// Draws blocks of directions, from `first` on, and hands each to take(v), v: s × dim with
/// s ≤ block; asks enough() as described at Sampling. Returns its last answer.
/// Throws InputError for a block of none, fewer than `fewest` least_samples, a limit below
/// least_samples or beyond 2³¹, and a negative or infinite request.
bool draw(const Sampling& sampling, std::size_t fewest, std::size_t first, std::size_t dim,
          const std::function<void(ConstMatrix<double> v)>& take,
          const std::function<bool()>& enough);

/// The same with the products: take(v, A v). Throws NonFiniteError if one is not finite.
bool draw_products(SymmetricOperator& a, const Sampling& sampling, std::size_t fewest, std::size_t first,
                   const std::function<void(ConstMatrix<double> v, ConstMatrix<double> av)>& take,
                   const std::function<bool()>& enough);

/// out ← A v, one direction per row. Throws NonFiniteError, naming the row as direction `first` + row,
/// if a product is not finite.
void apply_checked(SymmetricOperator& a, ConstMatrix<double> v, Matrix<double> out, std::size_t first);

}  // namespace caldera
