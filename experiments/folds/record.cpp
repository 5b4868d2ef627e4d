#include "experiments/folds/record.h"

#include <algorithm>
#include <cmath>

#include "experiments/run/table.h"

namespace caldera {
namespace {

constexpr Quantity<FoldRecord> observed[] = {
    {"beta_left", "1", "beta of the sweep just before the transition", &FoldRecord::beta_left},
    {"beta_right", "1", "beta of the sweep just behind the transition", &FoldRecord::beta_right},
    {"error_jump", "nat", "jump of the training error there", &FoldRecord::error_jump},
};

constexpr Quantity<PolishRow> polished[] = {
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

constexpr Quantity<FoldPathRow> path[] = {
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
    {"products", "1", "Hessian-vector products that the point took", &FoldPathRow::products},
};

constexpr Quantity<FoldRow> folds[] = {
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
};

/// The lists of all rows, a row each.
void write_lists(RunWriter& file, const std::string& name, const std::vector<FoldRow>& rows,
                 std::vector<double> FoldRow::*member, const Description& description) {
  std::vector<double> values;
  for (const FoldRow& row : rows)
    values.insert(values.end(), (row.*member).begin(), (row.*member).end());
  const std::size_t columns = rows.empty() ? 0 : values.size() / rows.size();
  file.matrix<double>(name, {values.data(), rows.size(), columns}, description);
}

void deal(const StoredMatrix<double>& values, std::vector<FoldRow>& rows,
          std::vector<double> FoldRow::*member) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = values.view().row(i);
    (rows[i].*member).assign(row.begin(), row.end());
  }
}

/// A class without examples has no change: NaN.
StoredMatrix<double> read_class_changes(const RunFile& file, std::size_t rows) {
  const std::string name = "/folds/class_changes";
  StoredMatrix<double> changes = file.matrix<double>(name);
  if (changes.rows != rows || (rows > 0 && changes.cols == 0))
    file.refuse(name, fmt::format("{} rows of one number or more", rows),
                fmt::format("{} x {}", changes.rows, changes.cols));
  return changes;
}

/// Points of the path name the fold that they lead to, from 1; the last may lead to none.
void check_numbers(const RunFile& file, const FoldRecord& record) {
  const auto most = static_cast<double>(record.folds.size() + 1);
  for (const FoldPathRow& row : record.path)
    if (!(row.fold >= 1 && row.fold <= most && row.fold == std::floor(row.fold)))
      file.refuse("/path/fold", fmt::format("whole numbers from 1 to {}", most),
                  fmt::format("{}", row.fold));
}

}  // namespace

const FoldRow* FoldRecord::transition() const {
  const auto found = std::ranges::find_if(folds, [&](const FoldRow& fold) {
    return fold.next_error - fold.error >= transition_share * error_jump;
  });
  return found == folds.end() ? nullptr : &*found;
}

void write_folds(RunWriter& file, const FoldRecord& record) {
  write_table<FoldRecord>(file, "/observed", {record}, observed);
  write_table<PolishRow>(file, "/polished", {record.polished}, polished);
  write_table<FoldPathRow>(file, "/path", record.path, path);
  write_table<FoldRow>(file, "/folds", record.folds, folds);
  file.vector("/folds/slices", record.slices, {"1", "parts of the parameters"});
  write_lists(file, "/folds/layer_shares", record.folds, &FoldRow::layer_shares,
              {"1", "share of the critical direction's squared length, by part of the parameters"});
  write_lists(file, "/folds/class_changes", record.folds, &FoldRow::class_changes,
              {"nat", "change of the mean error of a class along the critical direction",
               "NaN: a class without examples"});
  write_lists(file, "/folds/direction", record.folds, &FoldRow::direction,
              {"1", "critical direction: unit null vector of the Hessian of the loss"});
}

FoldRecord read_folds(const RunFile& file) {
  FoldRecord record = read_single<FoldRecord>(file, "/observed", observed);
  record.polished = read_single<PolishRow>(file, "/polished", polished);
  record.path = read_table<FoldPathRow>(file, "/path", path);
  record.folds = read_table<FoldRow>(file, "/folds", folds);
  check_numbers(file, record);
  const std::size_t count = record.folds.size();
  record.slices = read_filled<std::string>(file, "/folds/slices");
  const std::size_t slices = count == 0 ? 0 : record.slices.size();
  deal(read_grid<double>(file, "/folds/layer_shares", count, slices), record.folds,
       &FoldRow::layer_shares);
  deal(read_class_changes(file, count), record.folds, &FoldRow::class_changes);
  deal(read_rows<double>(file, "/folds/direction", count), record.folds, &FoldRow::direction);
  return record;
}

}  // namespace caldera
