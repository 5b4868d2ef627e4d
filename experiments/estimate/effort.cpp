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
    // By `caldera estimate --table --jobs 2`, of a run on an AMD EPYC (Zen 5).
    {"study", "classroom/run.h5", 13},
    {"study", "theory/linear.h5", 1.54},
    {"study", "theory/phases.h5", 0.5},
    {"study", "origin_sweep/seed1.h5", 798},
    {"study", "origin_sweep/seed2.h5", 563},
    {"study", "robustness/coarse_before.h5", 112},
    {"study", "modes/path_to_2.h5", 153},
    {"study", "checkpoints/T4_after.h5", 50.8},
    {"study", "robustness/fast_seed1.h5", 855},
    {"study", "pathfinder/to_t4.h5", 653},
    {"study", "modes/without_pull.h5", 147},
    {"study", "monitoring/fall.h5", 8.04},
    {"study", "checkpoints/T1_after.h5", 44.4},
    {"study", "checkpoints/T2_after.h5", 42.9},
    {"study", "checkpoints/T3_after.h5", 48.9},
    {"study", "checkpoints/T5_after.h5", 48.1},
    {"study", "basins/planes.h5", 30.1},
    {"study", "theory/complexity.h5", 181},
    {"study", "theory/curvature.h5", 66.1},
    {"study", "monitoring/detectors.h5", 22.7},
    {"study", "monitoring/escape.h5", 143},
    {"study", "theory/folds/T1.h5", 272},
    {"study", "theory/folds/T2.h5", 517},
    {"study", "theory/folds/T3.h5", 158},
    {"study", "theory/folds/T4.h5", 113},
    {"study", "theory/folds/T5.h5", 34},
    {"study", "hysteresis/seed1.h5", 277},
    {"study", "monitoring/learning_rates.h5", 38},
    {"study", "modes/curves_to_2.h5", 180},
    {"study", "origin_sweep/seed3.h5", 473},
    {"study", "generalisation/relu.h5", 650},
    {"study", "generalisation/fashion.h5", 1010},
    {"study", "generalisation/cnn.h5", 43.1},
    {"study", "robustness/coarse_behind.h5", 123},
    {"study", "path_spectrum/to_t4_part01.h5", 899},
    {"study", "path_spectrum/to_t4_part02.h5", 1390},
    {"study", "slices/line_from_55.h5", 3.13},
    {"study", "slices/line_from_58.h5", 4.28},
    {"study", "slices/line_from_60.h5", 3.36},
    {"study", "slices/line_from_62.h5", 3.58},
    {"study", "slices/line_from_64.h5", 3.78},
    {"study", "slices/line_from_66.h5", 3.24},
    {"study", "slices/line_from_68.h5", 3.66},
    {"study", "slices/line_from_70.h5", 3.12},
    {"study", "slices/line_from_72.h5", 3.61},
    {"study", "slices/line_from_74.h5", 3.12},
    {"study", "slices/line_from_T4.h5", 3.6},
    {"study", "slices/plane.h5", 50.1},
    {"study", "slices/fall.h5", 51.1},
    {"study", "monitoring/watched_sweep.h5", 479},
    {"study", "theory/thermal.h5", 200},  // by the steps of its walkers
    // Those of an earlier, finer study by the numbers of β and epochs, or of points, images and products. The sweeps,
    // made since, had 0.85 to 1.08 times as many epochs.
    {"paper", "classroom/run.h5", 15.7},
    {"paper", "theory/linear.h5", 1.32},
    {"paper", "theory/phases.h5", 1.5},  // of the time in "study", three times as much
    {"paper", "theory/thermal.h5", 2700},
    {"paper", "origin_sweep/seed1.h5", 4150},
    {"paper", "origin_sweep/seed2.h5", 4280},
    {"paper", "origin_sweep/seed3.h5", 4060},
    {"paper", "minima/seed4.h5", 60},
    {"paper", "minima/seed5.h5", 60},
    {"paper", "checkpoints/T4_after.h5", 165},
    {"paper", "pathfinder/to_t4.h5", 10590},
    {"paper", "modes/path_to_2.h5", 5900},
    {"paper", "modes/path_to_3.h5", 5900},
    {"paper", "modes/path_to_4.h5", 5900},
    {"paper", "modes/path_to_5.h5", 5900},
    {"paper", "modes/without_pull.h5", 5900},
    {"paper", "checkpoints/T1_after.h5", 129},
    {"paper", "checkpoints/T2_after.h5", 169},
    {"paper", "checkpoints/T3_after.h5", 146},
    {"paper", "checkpoints/T5_after.h5", 166},
    {"paper", "monitoring/detectors.h5", 16.2},
    {"paper", "modes/curves_to_2.h5", 6940},
    {"paper", "modes/curves_to_3.h5", 6940},
    {"paper", "modes/curves_to_4.h5", 6940},
    {"paper", "modes/curves_to_5.h5", 6940},
    {"paper", "generalisation/relu.h5", 3020},
    {"paper", "generalisation/fashion.h5", 3620},
    {"paper", "generalisation/cnn.h5", 108},
    {"paper", "robustness/fast_seed1.h5", 3330},
    {"paper", "robustness/fast_seed2.h5", 3530},
    {"paper", "path_spectrum/to_t4_part01.h5", 26800},
    {"paper", "path_spectrum/to_t4_part02.h5", 26800},
    {"paper", "path_spectrum/to_t4_part03.h5", 26800},
    {"paper", "path_spectrum/to_t4_part04.h5", 26800},
    {"paper", "path_spectrum/to_t4_part05.h5", 26800},
    {"paper", "path_spectrum/to_t4_part06.h5", 26800},
    {"paper", "path_spectrum/to_t4_part07.h5", 26800},
    {"paper", "path_spectrum/to_t4_part08.h5", 26800},
    {"paper", "path_spectrum/to_t4_part09.h5", 26800},
    {"paper", "path_spectrum/to_t4_part10.h5", 26800},
    {"paper", "path_spectrum/to_t4_part11.h5", 26800},
    {"paper", "path_spectrum/to_t4_part12.h5", 26800},
    {"paper", "path_spectrum/to_t4_part13.h5", 26800},
    {"paper", "path_spectrum/to_t4_part14.h5", 26800},
    {"paper", "path_spectrum/to_t4_part15.h5", 26800},
    {"paper", "path_spectrum/to_t4_part16.h5", 26800},
    {"paper", "path_spectrum/origin_part01.h5", 8430},
    {"paper", "path_spectrum/origin_part02.h5", 8430},
    {"paper", "path_spectrum/origin_part03.h5", 8430},
    {"paper", "path_spectrum/origin_part04.h5", 8430},
    {"paper", "path_spectrum/origin_part05.h5", 8430},
    {"paper", "path_spectrum/origin_part06.h5", 8430},
    {"paper", "path_spectrum/origin_part07.h5", 8430},
    {"paper", "path_spectrum/origin_part08.h5", 8430},
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
