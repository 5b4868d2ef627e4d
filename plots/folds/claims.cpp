// Judged, of each transition: the error of β at the end of its minimum, and negative directions
// behind it (arXiv 2512.11866: the minimum meets a saddle). Reported: the distance in β between
// jump and end, since the landscape is that of the first images, the jump that of a run on all of
// them; and the gradient and the curvature at the end, which are where the solver was told to stop.

#include <fmt/format.h>

#include <limits>

#include "plots/folds/fold_runs.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* all_folds = "theory/folds/T?.h5";
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Claim end_row(const FoldRun& run, const FoldRow* fold) {
  if (!fold)
    return absent("end of the minimum at beta", run.transition,
                  "no fold was found whose fall is half of the jump");
  return reported(
      "end of the minimum at beta", run.transition, fold->beta,
      fmt::format("{}; ± {:.0e}; {:+.1f} % from the jump; E {:.3f} → {:.3f}; on {} images",
                  fold->is_fold == 1 ? "fold" : "branch point", fold->beta_error,
                  distance_in_percent(run.record, *fold), fold->error, fold->next_error,
                  run.subset));
}

/// How far off the end may be, against half a step of the sweep. The error is an estimate, so this
/// is a bound of ours and no certificate.
Claim error_row(const FoldRun& run, const FoldRow* fold) {
  const double half = (run.record.beta_right - run.record.beta_left) / 2;
  return {.quantity = "estimated error of that beta",
          .seed = run.transition,
          .expected = fmt::format("at most {}", number_text(half)),
          .reference = half,
          .ours = fold ? fold->beta_error : unknown,
          .band = Band{0, half, "half the sweep's step at the jump"},
          .could_not_tell = "errors below half a step of the sweep",
          .kind = ClaimKind::own};
}

Claim gradient_row(const FoldRun& run, const FoldRow* fold) {
  return reported("|gradient| there", run.transition, fold ? fold->gradient_norm : unknown, "");
}

Claim curvature_row(const FoldRun& run, const FoldRow* fold) {
  return reported("|Hessian · φ| there", run.transition, fold ? fold->curvature_bound : unknown,
                  "");
}

/// Counted are eigenvalues that are below zero by more than their bounds.
Claim saddle_row(const FoldRun& run, const FoldRow* fold) {
  return {.quantity = "negative directions gained",
          .seed = run.transition,
          .expected = "at least 1",
          .reference = 1,
          .ours = fold ? fold->negative_after - fold->negative_before : unknown,
          .band = Band{1, std::numeric_limits<double>::infinity(), "behind its end it is a saddle"},
          .could_not_tell = "a fold from a branch point, where it may gain more than one",
          .kind = ClaimKind::own};
}

Claim earlier_row(const FoldRun& run, const FoldRow* fold) {
  return reported("folds before the jump's", run.transition,
                  static_cast<double>(run.record.folds.size()) - (fold ? 1 : 0),
                  "minima that end without much of a change in E");
}

std::vector<Claim> make(const RunFiles& files) {
  const std::vector<FoldRun> runs = load_folds(files.like(all_folds));
  std::vector<Claim> rows;
  for (const auto row : {end_row, error_row, gradient_row, curvature_row, saddle_row, earlier_row})
    for (const FoldRun& run : runs) rows.push_back(row(run, run.record.transition()));
  return rows;
}

const ClaimsRegistration folds(
    {.name = "folds",
     .part = Part::theory,
     .source =
         "Claimed: arXiv 2512.11866: at a transition the minimum meets a saddle and "
         "disappears. The number in\nthe column of seeds is that of the transition. Positions "
         "are those of the first training images'\nlandscape, the jumps those of a run on all "
         "of them in small batches.",
     .runs = {all_folds},
     .make = make});

}  // namespace
}  // namespace caldera
