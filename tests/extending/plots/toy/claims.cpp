// Chains of springs: the eigenvalues that Lanczos certifies against the exact ones.

#include <cmath>
#include <numbers>

#include "experiments/toy/record.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* run = "toy/run.h5";

/// How far the eigenvalue is from the exact one, in units of its bound.
double error_in_bounds(const ToyRow& row) {
  const double sine = std::sin(std::numbers::pi / (2 * static_cast<double>(row.dimension + 1)));
  return std::abs(row.smallest - 4 * sine * sine) / row.bound;
}

/// Of the smallest eigenvalue as a power of n + 1, between the two longest chains.
double exponent(const std::vector<ToyRow>& rows) {
  const ToyRow &last = rows.back(), &before = rows[rows.size() - 2];
  return std::log(last.smallest / before.smallest) /
         std::log(static_cast<double>(last.dimension + 1) /
                  static_cast<double>(before.dimension + 1));
}

std::vector<Claim> make(const RunFiles& files) {
  const std::vector<ToyRow> rows = toy_columns.read(RunFile(files.like(run).front()), "/toy");
  if (rows.size() < 2) return {absent("two chains", {}, "the exponent takes two")};
  std::vector<double> errors;
  for (const ToyRow& row : rows) errors.push_back(error_in_bounds(row));
  return {{.quantity = "error of the eigenvalues, in their bounds",
           .expected = "0",
           .ours = largest(errors),
           .band = Band{0, 1, "the bound that Lanczos proves"},
           .could_not_tell = "an error within the bound",
           .kind = ClaimKind::certificate},
          {.quantity = "exponent of the smallest eigenvalue in n + 1",
           .expected = "-2",
           .reference = -2,
           .ours = exponent(rows),
           .band = Band{-2.02, -1.98, "4 sin² x = 4 x² (1 - x²/3 ...), x below 0.18"},
           .could_not_tell = "exponents from -2.02 to -1.98",
           .kind = ClaimKind::own}};
}

const ClaimsRegistration claims({.name = "chain of springs",
                                 .part = Part::theory,
                                 .source = "The eigenvalues are known: 4 sin²(pi / 2(n + 1)).",
                                 .runs = {run},
                                 .make = make});

}  // namespace
}  // namespace caldera
