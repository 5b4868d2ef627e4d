#include "experiments/estimate/effort.h"

#include <fmt/format.h>

#include "experiments/run/run_file.h"

namespace caldera {

namespace {

struct Entry {
  const char *profile, *file;
  double effort;
};

constexpr Entry table[] = {
    // By `caldera estimate --table`, but of processor time, as other programs ran beside them.
    {"study", "classroom/run.h5", 15.7},
    {"study", "theory/linear.h5", 1.32},
    {"study", "origin_sweep/seed1.h5", 838},
    {"study", "origin_sweep/seed2.h5", 864},
    {"study", "origin_sweep/seed3.h5", 820},
    {"study", "checkpoints/T4_after.h5", 55.1},
    {"study", "robustness/fast_start.h5", 341},
    {"study", "pathfinder/to_t4.h5", 956},
    {"study", "modes/path_to_2.h5", 292},
    {"study", "modes/path_to_3.h5", 229},
    {"study", "modes/without_pull.h5", 670},
    {"study", "monitoring/fall.h5", 7.92},
    {"study", "checkpoints/T1_after.h5", 43},
    {"study", "checkpoints/T2_after.h5", 56.4},
    {"study", "checkpoints/T3_after.h5", 48.7},
    {"study", "checkpoints/T5_after.h5", 55.3},
    {"study", "basins/planes.h5", 26.4},
    {"study", "theory/complexity.h5", 158},
    {"study", "theory/curvature.h5", 47.9},
    {"study", "monitoring/detectors.h5", 16.2},
    {"study", "monitoring/escape.h5", 119},
    {"study", "theory/folds/T1.h5", 309},
    {"study", "theory/folds/T2.h5", 586},
    {"study", "theory/folds/T3.h5", 187},
    {"study", "theory/folds/T4.h5", 138},
    {"study", "theory/folds/T5.h5", 37},
    {"study", "hysteresis/seed1.h5", 275},
    {"study", "hysteresis/seed2.h5", 257},
    {"study", "hysteresis/seed3.h5", 293},
    {"study", "monitoring/learning_rates.h5", 35.5},
    {"study", "modes/curves_to_2.h5", 236},
    {"study", "modes/curves_to_3.h5", 223},
    {"study", "generalisation/relu.h5", 1010},
    {"study", "generalisation/fashion.h5", 1210},
    {"study", "generalisation/cnn.h5", 108},
    {"study", "robustness/fast_seed1.h5", 2220},
    {"study", "path_spectrum/to_t4_part01.h5", 1170},
    {"study", "path_spectrum/to_t4_part02.h5", 1770},
    {"study", "slices/line_from_55.h5", 11.7},
    {"study", "slices/line_from_58.h5", 10.6},
    {"study", "slices/line_from_60.h5", 10.2},
    {"study", "slices/line_from_62.h5", 7.92},
    {"study", "slices/line_from_64.h5", 9.06},
    {"study", "slices/line_from_66.h5", 9.43},
    {"study", "slices/line_from_68.h5", 8.68},
    {"study", "slices/line_from_70.h5", 7.17},
    {"study", "slices/line_from_72.h5", 9.25},
    {"study", "slices/line_from_74.h5", 7.92},
    {"study", "slices/line_from_T4.h5", 8.68},
    {"study", "slices/plane.h5", 56.6},
    {"study", "slices/fall.h5", 56.6},
    {"study", "monitoring/watched_sweep.h5", 519},
    // Those of study by the numbers of β and epochs, or of points, images and products. The sweeps, made since,
    // had 0.85 to 1.08 times as many epochs.
    {"paper", "classroom/run.h5", 15.7},
    {"paper", "theory/linear.h5", 1.32},
    {"paper", "origin_sweep/seed1.h5", 4150},
    {"paper", "origin_sweep/seed2.h5", 4280},
    {"paper", "origin_sweep/seed3.h5", 4060},
    {"paper", "minima/seed4.h5", 60},
    {"paper", "minima/seed5.h5", 60},
    {"paper", "checkpoints/T4_after.h5", 165},
    {"paper", "pathfinder/to_t4.h5", 10590},
    {"paper", "modes/path_to_2.h5", 11270},
    {"paper", "modes/path_to_3.h5", 11270},
    {"paper", "modes/path_to_4.h5", 11270},
    {"paper", "modes/path_to_5.h5", 11270},
    {"paper", "modes/without_pull.h5", 25840},
    {"paper", "checkpoints/T1_after.h5", 129},
    {"paper", "checkpoints/T2_after.h5", 169},
    {"paper", "checkpoints/T3_after.h5", 146},
    {"paper", "checkpoints/T5_after.h5", 166},
    {"paper", "monitoring/detectors.h5", 16.2},
    {"paper", "modes/curves_to_2.h5", 9100},
    {"paper", "modes/curves_to_3.h5", 9100},
    {"paper", "modes/curves_to_4.h5", 9100},
    {"paper", "modes/curves_to_5.h5", 9100},
    {"paper", "generalisation/relu.h5", 3020},
    {"paper", "generalisation/fashion.h5", 3620},
    {"paper", "generalisation/cnn.h5", 108},
    {"paper", "robustness/fast_seed1.h5", 3330},
    {"paper", "robustness/fast_seed2.h5", 3530},
    {"paper", "path_spectrum/to_t4_part01.h5", 24600},
    {"paper", "path_spectrum/to_t4_part02.h5", 24600},
    {"paper", "path_spectrum/to_t4_part03.h5", 24600},
    {"paper", "path_spectrum/to_t4_part04.h5", 24600},
    {"paper", "path_spectrum/to_t4_part05.h5", 24600},
    {"paper", "path_spectrum/to_t4_part06.h5", 24600},
    {"paper", "path_spectrum/to_t4_part07.h5", 24600},
    {"paper", "path_spectrum/to_t4_part08.h5", 24600},
    {"paper", "path_spectrum/to_t4_part09.h5", 24600},
    {"paper", "path_spectrum/to_t4_part10.h5", 24600},
    {"paper", "path_spectrum/to_t4_part11.h5", 24600},
    {"paper", "path_spectrum/to_t4_part12.h5", 24600},
    {"paper", "path_spectrum/to_t4_part13.h5", 24600},
    {"paper", "path_spectrum/to_t4_part14.h5", 24600},
    {"paper", "path_spectrum/to_t4_part15.h5", 24600},
    {"paper", "path_spectrum/to_t4_part16.h5", 24600},
    {"paper", "path_spectrum/origin_part01.h5", 7730},
    {"paper", "path_spectrum/origin_part02.h5", 7730},
    {"paper", "path_spectrum/origin_part03.h5", 7730},
    {"paper", "path_spectrum/origin_part04.h5", 7730},
    {"paper", "path_spectrum/origin_part05.h5", 7730},
    {"paper", "path_spectrum/origin_part06.h5", 7730},
    {"paper", "path_spectrum/origin_part07.h5", 7730},
    {"paper", "path_spectrum/origin_part08.h5", 7730},
};

}  // namespace

Efforts efforts_of(const std::string& profile) {
  Efforts efforts;
  for (const Entry& entry : table)
    if (profile == entry.profile) efforts[entry.file] = entry.effort;
  return efforts;
}

std::string effort_lines(const std::vector<PlannedRun>& plan, const std::string& profile,
                         const std::filesystem::path& results, double epoch) {
  std::string text;
  for (const PlannedRun& run : plan) {
    const std::string& file = run.files.front();
    if (!std::filesystem::exists(results / file)) continue;
    if (const auto seconds = wall_seconds_of(results / file))
      text += fmt::format("    {{\"{}\", \"{}\", {:.3g}}},\n", profile, file, *seconds / epoch);
  }
  return text;
}

}  // namespace caldera
