// Of each transition: the end of its minimum, with certificates, and negative directions behind it
// (arXiv 2512.11866: the minimum meets a saddle). The distance in β between jump and end is
// reported: the landscape is that of the first images, the jump that of a run on all of them.

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

/// At most `high`, where the solver stops.
Claim certificate(const std::string& quantity, const FoldRun& run, double ours, double high) {
  return {.quantity = quantity,
          .seed = run.transition,
          .expected = fmt::format("at most {}", number_text(high)),
          .reference = high,
          .ours = ours,
          .band = Band{0, high, "where the solver may stop"},
          .could_not_tell = "anything but a solver that gave up: it stops there",
          .kind = ClaimKind::certificate};
}

Claim gradient_row(const FoldRun& run, const FoldRow* fold) {
  return certificate("|gradient| there", run, fold ? fold->gradient_norm : unknown, 1e-8);
}

Claim curvature_row(const FoldRun& run, const FoldRow* fold) {
  return certificate("|Hessian · φ| there", run, fold ? fold->curvature_bound : unknown, 1e-6);
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
  for (const auto row : {end_row, gradient_row, curvature_row, saddle_row, earlier_row})
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
