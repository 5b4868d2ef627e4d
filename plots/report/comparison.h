#pragma once
// What was published against what came out: the rows of the verdict.
//
// Tolerances, derived from the published runs alone:
//   T_i             4 % of T_i, or one step of the run's grid if that is more.
//   at β = 0        the range of the three published seeds, each bound widened by 20 % of itself;
//                   of the accuracy, the misclassified share is what is widened.
//   around T_i      mean ± (4 s + trend · width). s is the standard deviation of the published
//                   values beside the jump (three seeds, six points each). Ninety such values from
//                   a program that reproduces the paper exactly would all lie within 4 s with a
//                   probability of nine in ten (Student's t, 17 degrees of freedom). A grid
//                   shows the jump only to the width of its bracket, over which the quantity
//                   changes by trend · width.
//   how many        five.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plots/published.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// Where a value must lie, and why.
struct Tolerance {
  double low = 0, high = 0;
  std::string source;
};

/// One quantity of one seed.
struct Comparison {
  std::string quantity;
  std::int64_t seed = 0;
  std::string published;  ///< as it is printed: a value or a range; empty if there is none
  double reference = 0;   ///< the published value, or the middle of the range
  double ours = 0;        ///< NaN if the run does not show it
  std::optional<Tolerance> tolerance;  ///< without one, the quantity is reported but not judged
  std::string remark;
};

/// A number as the verdict prints it: four digits, or "none" for NaN.
std::string number_text(double value);

/// The largest of the values; NaN if one of them is, so that what is not known does not pass; and
/// NaN of none. std::max would pass over a NaN.
double largest(const std::vector<double>& values);

/// Judged, and low ≤ ours ≤ high.
bool passes(const Comparison& comparison);

/// Judged, and not within the tolerance. NaN fails.
bool fails(const Comparison& comparison);

/// A quantity for which nothing was published.
Comparison reported(const std::string& quantity, std::int64_t seed, double ours,
                    const std::string& remark);

/// The found transition that belongs to each published one, or nullptr: the nearest, among those
/// that have no other published position nearer.
std::vector<const Transition*> match(const std::vector<Transition>& found);

/// All rows of one seed: the positions, their number, β = 0, and around each transition.
std::vector<Comparison> compare(const SeedSweep& sweep);

}  // namespace caldera
