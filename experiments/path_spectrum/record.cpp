#include "experiments/path_spectrum/record.h"

#include <string>

#include "experiments/run/table.h"

namespace caldera {

namespace {

const std::string group = "/spectrum/";

/// A number of each point.
struct PointQuantity {
  const char *name, *units, *long_name;
  double SpectrumRow::*member;
};
constexpr PointQuantity point_quantities[] = {
    {"point", "1", "index of the point in the sweep", &SpectrumRow::point},
    {"norm", "nat", "norm of the Hessian of the error", &SpectrumRow::norm},
    {"products", "1", "Hessian-vector products spent", &SpectrumRow::products},
};

/// A number of each eigenvalue of each point.
struct PairQuantity {
  const char *name, *units, *long_name;
  double Eigenpair::*member;
};
constexpr PairQuantity pair_quantities[] = {
    {"eigenvalue", "nat", "eigenvalues of the Hessian of the error, ascending", &Eigenpair::value},
    {"residual", "nat", "norm of H y - value y for the unit vector y", &Eigenpair::residual},
    {"bound", "nat", "an eigenvalue lies within value +- bound", &Eigenpair::bound},
};

}  // namespace

void write_spectrum(RunWriter& file, const std::vector<SpectrumRow>& rows) {
  std::vector<SweepRow> sweep;
  for (const SpectrumRow& row : rows) sweep.push_back(row.sweep);
  write_sweep(file, sweep);
  for (const PointQuantity& quantity : point_quantities) {
    std::vector<double> values;
    for (const SpectrumRow& row : rows) values.push_back(row.*quantity.member);
    file.vector(group + quantity.name, values, {quantity.units, quantity.long_name});
  }
  for (const PairQuantity& quantity : pair_quantities) {
    std::vector<double> values;
    for (const SpectrumRow& row : rows)
      for (const Eigenpair& pair : row.pairs) values.push_back(pair.*quantity.member);
    file.matrix<double>(group + quantity.name,
                        {values.data(), rows.size(), values.size() / rows.size()},
                        {quantity.units, quantity.long_name});
  }
  std::vector<double> converged, margins;
  for (const SpectrumRow& row : rows) {
    margins.push_back(row.margin());
    for (const Eigenpair& pair : row.pairs) converged.push_back(pair.converged);
  }
  file.vector(group + "margin", margins,
              {"nat", "smallest eigenvalue of the Hessian of what is minimised"});
  file.matrix<double>(group + "converged",
                      {converged.data(), rows.size(), converged.size() / rows.size()},
                      {"1", "1 where the residual is within the tolerance, else 0"});
}

std::vector<SpectrumRow> read_spectrum(const RunFile& file) {
  std::vector<SpectrumRow> rows;
  for (const SweepRow& row : read_sweep(file)) {
    rows.emplace_back();
    rows.back().sweep = row;
  }
  for (const PointQuantity& quantity : point_quantities) {
    const std::vector<double> values =
        read_column<double>(file, group + quantity.name, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*quantity.member = values[i];
  }
  const auto converged = read_rows<double>(file, group + "converged", rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < converged.cols; ++j) {
      rows[i].pairs.emplace_back();
      rows[i].pairs.back().converged = converged(i, j) != 0;
    }
  for (const PairQuantity& quantity : pair_quantities) {
    const auto values =
        read_grid<double>(file, group + quantity.name, converged.rows, converged.cols);
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = 0; j < values.cols; ++j)
        rows[i].pairs[j].*quantity.member = values(i, j);
  }
  return rows;
}

}  // namespace caldera
