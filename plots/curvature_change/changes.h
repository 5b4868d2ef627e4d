#pragma once
// Does the scalar curvature R of the error surface change at a sweep's transitions?
//
// A change is compared with the error of its estimate, in standard errors; and with what R does
// anyway, since weights that were trained in small batches scatter about a minimum and R scatters
// with them: by how many neighbouring points elsewhere differ as much, and by what is left of it in
// the mean of several points.

#include <filesystem>
#include <vector>

#include "experiments/curvature_change/record.h"

namespace caldera {

/// Of an estimate between two points.
struct CurvatureChange {
  double beta = 0;      ///< the middle
  double relative = 0;  ///< (after − before) over the mean of both magnitudes: in [−2, 2]
  double standard_errors = 0;  ///< (after − before) / √(σ_before² + σ_after²)
};

/// The change of R between the ends of a bracket. All points see the same directions, so errors of
/// neighbours go the same way and the difference is known better than standard_errors says.
CurvatureChange change_over(const CurvatureTable& table, const TransitionRows& bracket);

/// The change of R between neighbouring rows that no transition lies between.
std::vector<CurvatureChange> changes_elsewhere(const CurvatureTable& table);

/// What is left of the change over the k-th transition when the scatter is averaged out: the
/// relative change from the mean R of the last five rows before it to that of the first five after
/// it, or as many as there are up to the next transition.
double level_change(const CurvatureTable& table, std::size_t k);

/// The median of |relative|. Throws InputError if there is none.
double typical_change(const std::vector<CurvatureChange>& changes);

/// The table of a run file of curvature_change. Throws InputError if the file is of another study.
CurvatureTable load_curvature(const std::filesystem::path& file);

}  // namespace caldera
