#include "plots/report/studies.h"

#include "plots/complexity/claims.h"
#include "plots/curvature_change/claims.h"
#include "plots/detectors/claims.h"
#include "plots/escape/claims.h"
#include "plots/folds/fold_runs.h"
#include "plots/learning_rates/claims.h"
#include "plots/linear_cascade/claims.h"
#include "plots/mode_connectivity/claims.h"
#include "plots/path_spectrum/claims.h"
#include "plots/report/run_list.h"
#include "plots/seed_sweeps.h"
#include "plots/slices/claims.h"
#include "plots/sweep_comparisons.h"
#include "plots/watched_sweep/claims.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// All seeds of a quantity stand together.
std::vector<Comparison> compare_origin_sweeps(const fs::path& folder) {
  std::vector<std::vector<Comparison>> seeds;
  for (const SeedSweep& sweep : load_sweeps(folder)) seeds.push_back(compare(sweep));
  std::vector<Comparison> rows;
  for (std::size_t quantity = 0; quantity < seeds.front().size(); ++quantity)
    for (const std::vector<Comparison>& seed : seeds) rows.push_back(seed[quantity]);
  return rows;
}

}  // namespace

const std::vector<Study>& all_studies() {
  static const std::vector<Study> studies = {
      {"origin sweep", "origin_sweep",
       "Published: arXiv 2512.11866, Fig. 2, and the curves behind it (plots/published.h).\n"
       "4 s + trend over the bracket: s is the scatter of the three published seeds beside the "
       "jump;\n"
       "the trend is what the quantity changes over the bracket in which the grid shows the jump.\n"
       "All tolerances are derived from the published runs alone (plots/report/comparison.h).",
       compare_origin_sweeps},
      {"spectrum along the path to T4", "path_spectrum/to_t4.h5",
       "After arXiv 2512.11866, Fig. 3. There are no published values here to compare with.",
       compare_path_spectrum},
      {"mode connectivity", "modes",
       "Claimed: arXiv 2512.11866, Fig. 4: nearly constant error on the Pathfinder's path. The "
       "numbers\n"
       "to hold against are those of science.md: below 0.02, a factor of 3, ten times the "
       "barrier.\n"
       "The seed is that of the minimum at the other end; costs are in full-data gradients.",
       compare_modes},
      {"transition checkpoints", "checkpoints",
       "Published: arXiv 2512.11866, Fig. 2. The brackets of the origin sweep's grid, narrowed.",
       compare_checkpoints},
      {"hysteresis", "hysteresis",
       "After arXiv 2505.06597. Its falling sweep leaves the trivial phase far below where the "
       "rising\n"
       "one entered it; with another program (step 0.003) at 0.015 to 0.018 against 0.085.",
       compare_hysteresis},
      {"robustness", "robustness",
       "After arXiv 2512.11866, Fig. 5: ten times the learning rate. No published values here.",
       describe_sweeps},
      {"generalisation", "generalisation",
       "After arXiv 2512.11866, Figs. 6 and 7. No published values here.", describe_sweeps},
      {"curvature change", "theory/curvature.h5",
       "Claimed: arXiv 2505.06597: at a transition the scalar curvature R of the error surface "
       "changes.\n"
       "No numbers are published. Seeds are those of the random directions.",
       compare_curvature},
      {"classroom", "classroom/run.h5", "A toy of our own.", describe_classroom},
      {"linear networks", "theory/linear.h5",
       "Closed forms of nn/linear_mode.h, after Ziyin and Ueda (2022). Positions by continuation, "
       "orders "
       "by sweeps.",
       compare_linear},
      {"folds", "theory/folds",
       "Claimed: arXiv 2512.11866: at a transition the minimum meets a saddle and disappears. The "
       "number in\n"
       "the second column is that of the transition. Positions are those of the first training "
       "images'\n"
       "landscape, the jumps those of a run on all of them in small batches.",
       compare_folds},
      {"data complexity and depth", "theory/complexity.h5",
       "Claimed: arXiv 2505.06597: more complex data have more transitions; the onset of learning "
       "is of\n"
       "first order for two or more hidden layers and of second order for one. The bounds are "
       "ours.",
       compare_complexity},
      {"detectors", "monitoring/detectors.h5",
       "Measured on synthetic series, those that rules may be tuned on (tuning) against others "
       "(ours). False\n"
       "alarms are per 10 000 samples; found is the share of changes of all sizes, 0 among them.",
       compare_detectors},
      {"landscape slices", "slices",
       "Nothing is published. L at the β of the weights where the way begins.", compare_slices},
      {"transitions in training signals", "monitoring/watched_sweep.h5",
       "A sweep seen as one long training: whether detectors flag its transitions (ours). Found is "
       "the share\n"
       "of transitions; random is what as many flags at random moments would find; p is the "
       "probability that\n"
       "they find as many.",
       compare_watched_sweep},
      {"learning rates", "monitoring/learning_rates.h5",
       "A quadratic of curvature lambda is descended at eta lambda < 2; beyond, arXiv 2003.02218 "
       "has a\n"
       "rise of the error and then less curvature. Phases: plots/learning_rates/phases.h.",
       compare_learning_rates},
      {"escape", "monitoring/escape.h5",
       "Claimed: arXiv 2505.06597: what delays learning is a minimum of low accuracy. No numbers "
       "are\n"
       "published. memoryless: the chance that times lie so near each other if the escape were a "
       "rare\n"
       "event without memory.",
       compare_escape},
  };
  return studies;
}

std::vector<StudyVerdict> compare_studies(const fs::path& results) {
  std::vector<StudyVerdict> verdicts;
  for (const Study& study : all_studies()) {
    const fs::path runs = results / study.runs;
    std::error_code none;
    const bool has_run = fs::is_regular_file(runs, none) || !run_files_in(runs).empty();
    verdicts.push_back(
        {study.name, study.source, has_run ? study.compare(runs) : std::vector<Comparison>{}});
  }
  return verdicts;
}

}  // namespace caldera
