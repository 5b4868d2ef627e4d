#pragma once
// A sweep against a published one in the middle of the phases: at each place (plots/published/curves.h)
// our value, on a straight line between our two points around it, against the published one. The band there is
//
//   4 s + trend · gap,
//
// where s is the published scatter (of several seeds, with their spread) and gap what lies between our two
// points: a run may be one step behind. The row is the number of places out of band, which may not exceed
// what chance allows. Each published row against a line through its twenty neighbours leaves 4 s in 0.5 % of
// the rows of Figs. 2, 3, 5 and 6 (s is itself of few values), and 8 s in none but one of 10 000; so of n
// places so many may be out that more have a probability of less than 0.5 %: of twelve one, of 120 three. A
// place that is out by more than twice the band is counted as one more than that: it fails alone.
//
// Places are left out that are nearer to a published transition than its position is judged to, or that
// our two points have a published transition between; they are counted.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plots/published/curves.h"
#include "plots/report/claim.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// A quantity of a sweep, and of the published places.
struct GridQuantity {
  const char* name;  ///< "test error"
  double SweepRow::*ours;
  published::Sample published::Place::*expected;
};

inline constexpr GridQuantity grid_test_error = {"test error", &SweepRow::test_error,
                                                 &published::Place::test_error};
inline constexpr GridQuantity grid_accuracy = {"accuracy", &SweepRow::test_accuracy,
                                               &published::Place::test_accuracy};
/// Under this name: "r0".
GridQuantity grid_distance(const char* name = "r0");

/// A value of ours at one place, and what it is held against.
struct GridPoint {
  double beta = 0, ours = 0;
  double expected = 0, allowed = 0;
  std::string of = {};  ///< what it is, if several quantities are counted together: "eigenvalue 3 "

  /// |ours − expected| in units of what is allowed; NaN if ours is.
  double deviation() const;
};

/// The two neighbouring points around a place, as indices; none if it lies beyond the ends.
struct Around {
  std::size_t left = 0, right = 0;
  double share = 0;  ///< of the way from the left one to the right one
};
std::optional<Around> around(const std::vector<double>& betas, double beta);

/// Whether a place can be compared: no transition is so near that a run may have jumped on another side.
bool is_clear(double beta, double left, double right, double step,
              std::span<const published::Transition> transitions);

/// How many of n may be out of band.
std::size_t out_by_chance(std::size_t n);

/// The claim that no more are out of band. `places`: how many there are in all. Fails if none is compared.
Claim grid_claim(const std::string& quantity, std::int64_t seed,
                 const std::vector<GridPoint>& compared, std::size_t places);

/// "relu: test error in the phases, out of band": one quantity of a sweep.
Claim grid_claim(const SeedSweep& sweep, const published::Case& expected,
                 const GridQuantity& quantity, const std::string& prefix);

}  // namespace caldera
