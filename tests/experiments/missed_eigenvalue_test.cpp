#include "experiments/model/missed_eigenvalue.h"

#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/probes/spectra.h"

namespace caldera::test {
namespace {

/// The lowest pairs of a diagonal matrix, all but the first `left_out`, as a blind start finds them.
EigenSummary pairs_of(const std::vector<double>& diagonal, std::size_t left_out) {
  EigenSummary known;
  known.dim = diagonal.size();
  for (std::size_t k = left_out; k < left_out + 3; ++k) {
    known.pairs.push_back({.value = diagonal[k], .bound = 1e-9, .converged = true});
    std::vector<double> unit(diagonal.size());
    unit[k] = 1;
    known.vectors.insert(known.vectors.end(), unit.begin(), unit.end());
  }
  return known;
}

}  // namespace

TEST_CASE("a missed smallest eigenvalue is found, and none where none was missed") {
  constexpr std::size_t dim = 60;
  std::vector<double> diagonal(dim), matrix(dim * dim);
  for (std::size_t i = 0; i < dim; ++i) {
    diagonal[i] = static_cast<double>(i) - 2.5;
    matrix[i * dim + i] = diagonal[i];
  }
  MatrixOperator a(matrix);
  const MissedEigenvalue missed = search_below(a, pairs_of(diagonal, 1), 1e-6);
  REQUIRE(missed.value);
  CHECK(*missed.value == Approx(-2.5));
  CHECK(missed.products > 0);
  CHECK_FALSE(search_below(a, pairs_of(diagonal, 0), 1e-6).value);
}

}  // namespace caldera::test
