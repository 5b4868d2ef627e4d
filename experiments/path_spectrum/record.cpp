#include "experiments/path_spectrum/record.h"

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<SpectrumRow> columns = {
    {"point", "1", "index of the point in the sweep", &SpectrumRow::point},
    {"norm", "nat", "norm of the Hessian of the error", &SpectrumRow::norm},
    {"rounding", "nat", "of a product with an eigenvector, as measured; part of every bound",
     &SpectrumRow::rounding},
    {"products", "1", "Hessian-vector products spent", &SpectrumRow::products},
    {"single", "1", "1 if all products but those of certificates are in float, else 0",
     &SpectrumRow::single},
    {"searched", "1", "of the products, those that looked for missing pairs in vain",
     &SpectrumRow::searched},
    {"others_lowest", "nat", "all other eigenvalues lie above, but for half of missed_chance",
     &SpectrumRow::others_lowest},
    {"others_highest", "nat", "the same, below", &SpectrumRow::others_highest},
    {"margin", "nat", "smallest eigenvalue of the Hessian of what is minimised",
     &SpectrumRow::margin},
    {"eigenvalue", "nat", "eigenvalues of the Hessian of the error, ascending", &SpectrumRow::pairs,
     &Eigenpair::value},
    {"residual", "nat", "norm of H y - value y for the unit vector y", &SpectrumRow::pairs,
     &Eigenpair::residual},
    {"bound", "nat", "an eigenvalue lies within value +- bound", &SpectrumRow::pairs,
     &Eigenpair::bound},
    {"converged", "1", "1 where the residual is within the tolerance, else 0", &SpectrumRow::pairs,
     &Eigenpair::converged},
};

}  // namespace

void write_spectrum(RunWriter& file, const std::vector<SpectrumRow>& rows) {
  std::vector<SweepRow> sweep;
  for (const SpectrumRow& row : rows) sweep.push_back(row.sweep);
  write_sweep(file, sweep);
  columns.write(file, "/spectrum", rows);
}

std::vector<SpectrumRow> read_spectrum(const RunFile& file) {
  const std::vector<SweepRow> sweep = read_sweep(file);
  std::vector<SpectrumRow> rows = columns.read(file, "/spectrum", sweep.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].sweep = sweep[i];
  return rows;
}

}  // namespace caldera
