#pragma once
// How fine a study is: `smoke` for tests and CI, `study` for half an hour, `paper` as published.

#include <cstddef>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

/// Training examples, the first so many, of those smoke runs that would take minutes on all.
inline constexpr std::size_t smoke_examples = 3000;

/// The grid β = min, min + step, min + 2·step … up to max.
struct BetaGrid {
  double step = 0.001;
  double max = 0.09;
  double min = 0;
};

/// One of three settings, by the name of the profile. Throws InputError for an unknown one.
template <class T>
T of_profile(const std::string& profile, T smoke, T study, T paper) {
  if (profile == "smoke") return smoke;
  if (profile == "study") return study;
  if (profile == "paper") return paper;
  throw InputError("unknown profile", "--profile", "smoke, study or paper", "'" + profile + "'",
                   "name one of the three");
}

/// What a profile sets.
template <class T>
struct ByProfile {
  T smoke, study, paper;
  /// Throws InputError for an unknown profile.
  T of(const std::string& profile) const { return of_profile(profile, smoke, study, paper); }
};

/// The grid of the path to the fourth transition's weights (arXiv 2512.11866, Fig. 3): smoke 0.005
/// to 0.05 and study 0.0005 to 0.04, which is past all transitions; paper 0.0002 to 0.2234, as published.
/// Throws InputError for an unknown profile.
BetaGrid path_grid(const std::string& profile);

/// Throws InputError unless step > 0 and max ≥ min ≥ 0 make a grid of at most 100 000 values.
void check_grid(const BetaGrid& grid);

/// Number of values of β: ⌊(max − min)/step⌋ + 1, forgiving the rounding of the quotient.
std::size_t grid_size(const BetaGrid& grid);

/// All values of β, ascending.
std::vector<double> values(const BetaGrid& grid);

}  // namespace caldera
