#include "caldera/nn/models/assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Columns = std::vector<std::size_t>;

double value(ConstMatrix<double> a, const Columns& column) {
  double total = 0;
  for (std::size_t i = 0; i < a.rows; ++i) total += a(i, column[i]);
  return total;
}

double best_of_all(ConstMatrix<double> a) {
  Columns column(a.rows);
  std::iota(column.begin(), column.end(), std::size_t{0});
  double best = value(a, column);
  while (std::next_permutation(column.begin(), column.end()))
    best = std::max(best, value(a, column));
  return best;
}

/// Every column once; no slack is negative; on the pairs it is zero: no assignment is better.
void check_optimal(ConstMatrix<double> a, const Assignment& found, double tolerance) {
  Columns sorted = found.column, all(a.rows);
  std::ranges::sort(sorted);
  std::iota(all.begin(), all.end(), std::size_t{0});
  REQUIRE(sorted == all);
  double least = 0, largest_on_pairs = 0;
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.cols; ++j) {
      const double slack = found.row_price[i] + found.column_price[j] - a(i, j);
      least = std::min(least, slack);
      if (found.column[i] == j) largest_on_pairs = std::max(largest_on_pairs, std::abs(slack));
    }
  CHECK(least >= -tolerance);
  CHECK(largest_on_pairs <= tolerance);
}

}  // namespace

TEST_CASE("assignment: the best of all permutations, up to seven rows") {
  for (std::size_t n = 1; n <= 7; ++n)
    for (std::uint32_t trial = 0; trial < 20; ++trial) {
      INFO(n << " rows, trial " << trial);
      const std::vector<double> entries = random_vector(n * n, trial);
      const ConstMatrix<double> a(entries.data(), n, n);
      const Assignment found = best_assignment(a);
      check_optimal(a, found, tolerance::value<double>);
      CHECK(std::abs(value(a, found.column) - best_of_all(a)) <= tolerance::value<double>);
    }
}

TEST_CASE("assignment: the certificate of a large one, and of integers without rounding") {
  constexpr std::size_t n = 150;
  std::vector<double> entries = random_vector(n * n, 3);
  const ConstMatrix<double> a(entries.data(), n, n);
  check_optimal(a, best_assignment(a), tolerance::value<double>);
  // Few different values: many ties, in sums and in the search.
  for (double& entry : entries) entry = std::floor(3 * entry);
  check_optimal(a, best_assignment(a), 0);
}

TEST_CASE("assignment: where all are equal, and where the diagonal is best, nothing moves") {
  std::vector<double> entries(25, -0.3);
  const ConstMatrix<double> a(entries.data(), 5, 5);
  const Columns in_place = {0, 1, 2, 3, 4};
  CHECK(best_assignment(a).column == in_place);
  for (std::size_t i = 0; i < 5; ++i) entries[6 * i] = -0.2;
  CHECK(best_assignment(a).column == in_place);
  CHECK(best_assignment({}).column.empty());
}

TEST_CASE("assignment: a number that is not finite is refused") {
  std::vector<double> entries(9, 1.0);
  entries[5] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(best_assignment({entries.data(), 3, 3}), NonFiniteError);
}

}  // namespace caldera::test
