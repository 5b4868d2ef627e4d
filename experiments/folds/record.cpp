#include "experiments/folds/record.h"

#include <algorithm>
#include <cmath>

#include "experiments/run/columns.h"

namespace caldera {
namespace {

const Columns<FoldRecord> observed = {
    {"beta_left", "1", "beta of the sweep just before the transition", &FoldRecord::beta_left},
    {"beta_right", "1", "beta of the sweep just behind the transition", &FoldRecord::beta_right},
    {"error_jump", "nat", "jump of the training error there", &FoldRecord::error_jump},
    {"direction", "1", "1: the path leads up in beta from before the transition, -1: down from behind it",
     &FoldRecord::direction},
};

const Columns<PolishRow> polished = {
    {"beta", "1", "regularisation strength beta", &PolishRow::beta},
    {"trained_error", "nat", "error at the trained weights", &PolishRow::trained_error},
    {"trained_accuracy", "%", "accuracy at the trained weights", &PolishRow::trained_accuracy},
    {"trained_distance", "1", "norm of the trained weights", &PolishRow::trained_distance},
    {"trained_gradient_norm", "nat", "norm of the gradient of the loss at the trained weights",
     &PolishRow::trained_gradient_norm},
    {"error", "nat", "error at the minimum", &PolishRow::error},
    {"accuracy", "%", "accuracy at the minimum", &PolishRow::accuracy},
    {"distance", "1", "norm of the parameters at the minimum", &PolishRow::distance},
    {"gradient_norm", "nat", "norm of the gradient of the loss at the minimum",
     &PolishRow::gradient_norm},
    {"moved", "1", "distance from the trained weights to the minimum", &PolishRow::moved},
    {"margin", "nat", "smallest eigenvalue of the Hessian of the loss", &PolishRow::margin},
    {"margin_bound", "nat", "an eigenvalue lies within margin +- this", &PolishRow::margin_bound},
    {"products", "1", "Hessian-vector products", &PolishRow::products},
};

const Columns<FoldPathRow> path = {
    {"fold", "1", "which fold the point belongs to, from 1", &FoldPathRow::fold},
    {"beta", "1", "regularisation strength beta", &FoldPathRow::beta},
    {"error", "nat", "mean cross-entropy E", &FoldPathRow::error},
    {"distance", "1", "norm of the parameters", &FoldPathRow::distance},
    {"gradient_norm", "nat", "norm of the gradient of the loss", &FoldPathRow::gradient_norm},
    {"rate", "1", "d beta / d length along the curve", &FoldPathRow::rate},
    {"curvature", "nat", "curvature of the loss along the curve's tangent",
     &FoldPathRow::curvature},
    {"curvature_bound", "nat", "an eigenvalue of its Hessian lies within curvature +- this",
     &FoldPathRow::curvature_bound},
    {"margin", "nat", "smallest eigenvalue of the Hessian of the loss", &FoldPathRow::margin},
    {"margin_bound", "nat", "an eigenvalue lies within margin +- this", &FoldPathRow::margin_bound},
    {"products", "1",
     "Hessian-vector products since the point before, of failed steps and of refinement, too",
     &FoldPathRow::products},
};

const Columns<FoldRow> folds = {
    {"is_fold", "1", "1 for a fold, 0 for a branch point", &FoldRow::is_fold},
    {"converged", "1", "1 if curvature_bound is as small as was asked for", &FoldRow::converged},
    {"beta", "1", "beta of the fold", &FoldRow::beta},
    {"beta_error", "1", "estimated error of that", &FoldRow::beta_error},
    {"gradient_norm", "nat", "norm of the gradient of the loss", &FoldRow::gradient_norm},
    {"curvature", "nat", "curvature of the loss along the critical direction", &FoldRow::curvature},
    {"curvature_bound", "nat", "an eigenvalue of its Hessian lies within this of zero",
     &FoldRow::curvature_bound},
    {"overlap", "1", "critical direction times parameters", &FoldRow::overlap},
    {"margin_before", "nat", "smallest eigenvalue at the last point before the fold",
     &FoldRow::margin_before},
    {"margin_before_bound", "nat", "within this", &FoldRow::margin_before_bound},
    {"margin_after", "nat", "smallest eigenvalue a step behind it, on the saddles",
     &FoldRow::margin_after},
    {"margin_after_bound", "nat", "within this", &FoldRow::margin_after_bound},
    {"negative_before", "1", "negative eigenvalues at the last point before the fold",
     &FoldRow::negative_before},
    {"negative_after", "1", "negative eigenvalues a step behind it, on the saddles",
     &FoldRow::negative_after},
    {"error", "nat", "mean cross-entropy E at the fold", &FoldRow::error},
    {"accuracy", "%", "correct answers at the fold", &FoldRow::accuracy},
    {"distance", "1", "norm of the parameters at the fold", &FoldRow::distance},
    {"next_beta", "1", "beta of the fall", &FoldRow::next_beta},
    {"next_error", "nat", "E of the minimum in which the fall ends", &FoldRow::next_error},
    {"next_accuracy", "%", "correct answers there", &FoldRow::next_accuracy},
    {"next_distance", "1", "norm of the parameters there", &FoldRow::next_distance},
    {"fallen", "1", "distance from the fold to that minimum", &FoldRow::fallen},
    {"layer_shares", "1",
     "share of the critical direction's squared length, by part of the parameters",
     &FoldRow::layer_shares},
    {"class_changes", "nat", "change of the mean error of a class along the critical direction",
     &FoldRow::class_changes, "NaN: a class without examples"},
    {"direction", "1", "critical direction: unit null vector of the Hessian of the loss",
     &FoldRow::direction},
};

/// The direction is 1 or −1. Points of the path name the fold that they lead to, from 1; the last may lead
/// to none.
void check_numbers(const RunFile& file, const FoldRecord& record) {
  if (std::abs(record.direction) != 1)
    file.refuse("/observed/direction", "1 or -1", fmt::format("{}", record.direction));
  const auto most = static_cast<double>(record.folds.size() + 1);
  for (const FoldPathRow& row : record.path)
    if (!(row.fold >= 1 && row.fold <= most && row.fold == std::floor(row.fold)))
      file.refuse("/path/fold", fmt::format("whole numbers from 1 to {}", most),
                  fmt::format("{}", row.fold));
}

}  // namespace

const FoldRow* FoldRecord::transition() const {
  const auto found = std::ranges::find_if(folds, [&](const FoldRow& fold) {
    return direction * (fold.next_error - fold.error) >= transition_share * error_jump;
  });
  return found == folds.end() ? nullptr : &*found;
}

void write_folds(RunWriter& file, const FoldRecord& record) {
  observed.write(file, "/observed", {record});
  polished.write(file, "/polished", {record.polished});
  path.write(file, "/path", record.path);
  folds.write(file, "/folds", record.folds);
  file.vector("/folds/slices", record.slices, {"1", "parts of the parameters"});
}

FoldRecord read_folds(const RunFile& file) {
  FoldRecord record = observed.read_single(file, "/observed");
  record.polished = polished.read_single(file, "/polished");
  record.path = path.read(file, "/path");
  record.folds = folds.read(file, "/folds");
  check_numbers(file, record);
  record.slices = read_filled<std::string>(file, "/folds/slices");
  for (const FoldRow& fold : record.folds)
    if (fold.layer_shares.size() != record.slices.size())
      file.refuse("/folds/layer_shares", fmt::format("{} columns", record.slices.size()),
                  fmt::format("{}", fold.layer_shares.size()));
  return record;
}

}  // namespace caldera
