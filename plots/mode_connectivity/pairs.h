#pragma once
// The pairs of trained networks of the mode connectivity study, as the figure and the verdict use
// them.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "experiments/mode_connectivity/record.h"
#include "experiments/sweep/record.h"

namespace caldera {

/// The curves of a pair, by the names that mode_connectivity gives them.
inline constexpr const char* curve_names[] = {"straight", "permuted", "bezier", "pathfinder",
                                              "rest"};

/// Minimum M₁ and one other.
struct ModePair {
  std::int64_t target = 0;  ///< k of M_k
  std::string profile;
  std::vector<SweepRow> path;                 ///< of pathfinder, by β
  std::map<std::string, CurveRecord> curves;  ///< by name
};

/// What the paper claims of a pair, in numbers.
struct ModeNumbers {
  double largest_error = 0;     ///< on Pathfinder's path, nat
  double distance_factor = 0;   ///< ‖M₁ − M_k‖ over the distance where the path ends
  double straight_barrier = 0;  ///< of the straight line, nat (probes/landscape/curve_profile.h)
  /// The straight line's barrier over the largest error on Pathfinder's path.
  double barrier_ratio() const { return straight_barrier / largest_error; }
};

ModeNumbers numbers(const ModePair& pair);

/// Of curves_to_<k>.h5 of mode_connectivity, each with path_to_<k>.h5 of pathfinder; by k. Paths
/// without curves do not count. Throws InputError if a path is not there, if one is another
/// program's, if profiles differ, and if the curves are those of another path.
std::vector<ModePair> load_modes(const std::vector<std::filesystem::path>& paths,
                                 const std::vector<std::filesystem::path>& curves);

}  // namespace caldera
