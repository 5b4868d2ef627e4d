#include "caldera/autograd/arithmetic/sparse_matrix.h"

#include <limits>
#include <vector>

#include "tests/autograd/arithmetic/products.h"
#include "tests/catch.h"

namespace caldera {
namespace {

using namespace test;

/// About one entry in five is not zero; of the zeros, some are −0; row 2 has no nonzero.
template <class T>
Storage<T> some_zeros(std::size_t rows, std::size_t cols) {
  Storage<T> x(rows, cols, 3, 1);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j)
      if (i == 2 || (3 * i + 7 * j) % 5 != 0) x.view()(i, j) = j % 2 ? T(-0.0) : T(0);
  return x;
}

/// Every entry of S is where it is in the dense matrix, in order, and there is no other.
template <class T>
void check_entries(const SparseMatrix<T>& s, const Storage<T>& dense) {
  REQUIRE(s.rows() == dense.rows);
  REQUIRE(s.cols() == dense.cols);
  std::size_t stored = 0;
  for (std::size_t i = 0; i < dense.rows; ++i)
    for (std::size_t j = 0, e = 0; j < dense.cols; ++j) {
      const auto row = s.row(i, j / 64);
      if (j % 64 == 0) stored += row.count, e = 0;
      CAPTURE(i, j, e);
      const bool found = e < row.count && row.columns[e] == j % 64;
      REQUIRE(found == (dense(i, j) != 0));
      if (found) REQUIRE(row.values[e++] == dense(i, j));
    }
  REQUIRE(s.nonzeros() == stored);
}

}  // namespace

TEMPLATE_TEST_CASE("a sparse matrix has the nonzeros of a dense one", "[sparse]", float, double) {
  for (const std::size_t rows : std::vector<std::size_t>{0, 1, 3, 40, 300})
    for (const std::size_t cols : std::vector<std::size_t>{0, 1, 63, 64, 65, 257, 513}) {
      CAPTURE(rows, cols);
      Storage<TestType> dense = some_zeros<TestType>(rows, cols);
      const SparseMatrix<TestType> s(dense.view());
      SparseMatrix<TestType> transpose;
      transpose.assign_transpose(s);
      check_entries(s, dense);
      check_entries(transpose, dense.transposed(0));
    }
}

TEMPLATE_TEST_CASE("a sparse matrix is filled again in the memory that it has", "[sparse]", float,
                   double) {
  Storage<TestType> large = some_zeros<TestType>(40, 300), small = some_zeros<TestType>(30, 270);
  const SparseMatrix<TestType> small_sparse(small.view());
  SparseMatrix<TestType> s(large.view());
  const auto before = s.row(0, 0);
  s.assign(small.view());
  check_entries(s, small);
  s.assign_transpose(small_sparse);
  check_entries(s, small.transposed(0));
  s.assign(large.view());
  check_entries(s, large);
  REQUIRE(s.row(0, 0).values == before.values);
  REQUIRE(s.row(0, 0).columns == before.columns);
}

TEST_CASE("the smallest numbers, infinities and NaN are not zero", "[sparse]") {
  using Limits = std::numeric_limits<double>;
  const std::vector<double> row = {0, Limits::denorm_min(), -0.0, Limits::infinity(),
                                   Limits::quiet_NaN()};
  REQUIRE(SparseMatrix<double>(ConstMatrix<double>(row.data(), 1, 5)).nonzeros() == 3);
}

TEMPLATE_TEST_CASE("sparse matrix: rows of another one, in any order, again and again", "[sparse]",
                   float, double) {
  Storage<TestType> dense = some_zeros<TestType>(9, 300);
  const SparseMatrix<TestType> all(dense.view());
  SparseMatrix<TestType> some;
  for (const std::vector<std::uint32_t>& rows :
       {std::vector<std::uint32_t>{8, 2, 2, 0, 5}, {3}, {}, {0, 1, 2, 3, 4, 5, 6, 7, 8}}) {
    some.assign_rows(all, rows);
    Storage<TestType> expected(rows.size(), 300, 3, 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = 0; j < 300; ++j) expected.view()(i, j) = dense(rows[i], j);
    check_entries(some, expected);
  }
}

}  // namespace caldera
