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

/// The curves of a pair, by the names that mode_connectivity gives them. A route is the path and
/// the rest, one after the other.
inline constexpr const char* curve_names[] = {"straight", "permuted",   "bezier",
                                              "route",    "pathfinder", "rest"};

/// What the verdict allows the training error on the whole route, in nat, and the figure shows. Ours,
/// fixed beforehand: below twice the largest on the published paths.
inline constexpr double route_bound = 0.02;

/// Minimum M₁ and one other.
struct ModePair {
  std::int64_t target = 0;  ///< k of M_k
  std::string profile;
  bool has_all_images = true;                 ///< trained on all of them, as published
  std::vector<SweepRow> path;                 ///< of pathfinder, by β
  std::map<std::string, CurveRecord> curves;  ///< by name
  std::vector<ControlRow> control;            ///< training on from M₁ without a pull

  /// ‖M₁ − M_k‖.
  double start_distance() const { return curves.at("route").points.front().distance; }
};

/// What the paper claims of a pair, in numbers.
struct ModeNumbers {
  double route_error = 0;       ///< the largest training error on the whole route, nat
  double distance_factor = 0;   ///< ‖M₁ − M_k‖ over the distance where the path ends
  double straight_barrier = 0;  ///< of the straight line, nat (probes/landscape/curve_profile.h)
  /// The straight line's barrier over the largest error on the route.
  double barrier_ratio() const { return straight_barrier / route_error; }
};

ModeNumbers numbers(const ModePair& pair);

/// Epochs from the start to the end of each step of the path.
std::vector<double> epochs_on_path(const ModePair& pair);

/// The control after as many epochs as the path took in all: at the end of its first step that has
/// so many, or of its last.
const ControlRow& control_at_end(const ModePair& pair);

/// Of curves_to_<k>.h5 of mode_connectivity, each with path_to_<k>.h5 of pathfinder; by k. Paths
/// without curves do not count. Throws InputError if a path is not there, if one is another
/// program's, if profiles differ, and if the curves are those of another path.
std::vector<ModePair> load_modes(const std::vector<std::filesystem::path>& paths,
                                 const std::vector<std::filesystem::path>& curves);

}  // namespace caldera
