#include "caldera/autograd/arithmetic/sparse_product.h"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/autograd/arithmetic/products.h"
#include "tests/catch.h"

namespace caldera {
namespace {

using namespace test;

struct Shape {
  std::size_t m, n, k;
};

/// Every edge of a panel, of a block of rows and of a block of k; empty products; a layer and its
/// gradient.
const std::vector<Shape> shapes = {
    {0, 5, 7},     {5, 0, 7},       {5, 7, 0},      {1, 1, 1},     {3, 1, 257},    {33, 7, 255},
    {32, 7, 256},  {31, 7, 257},    {65, 10, 511},  {64, 10, 512}, {63, 10, 513},  {5, 128, 255},
    {6, 128, 256}, {7, 128, 257},   {33, 131, 511}, {5, 131, 512}, {70, 131, 513}, {9, 33, 20},
    {10, 300, 31}, {100, 128, 784}, {784, 128, 70}};

/// Entries of `x` but one in 1/density are zero, of either sign; so is every fourth row, and the
/// second block of 256 columns in every fourth other row.
template <class T>
void put_zeros(Storage<T>& x, double density) {
  const Stream stream{8, Purpose::test_data};
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.cols; ++j) {
      const bool empty = density < 1 && (i % 4 == 1 || (i % 4 == 2 && j / 256 == 1));
      const double u = stream.uniform(i * x.cols + j);
      if (empty || u >= density) x.view()(i, j) = std::signbit(x(i, j)) ? T(-0.0) : T(0);
    }
}

/// What C holds before a product, some of it −0.
template <class T>
Storage<T> start(std::size_t rows, std::size_t cols) {
  Storage<T> c(rows, cols, 2, 3);
  for (std::size_t i = 0; i < c.memory.size(); i += 3) c.memory[i] = T(-0.0);
  return c;
}

/// Both sparse products of S and B, however B is stored, have the bits of gemm on every path.
template <class T>
void check_bits(Storage<T>& s, Storage<T>& b, int threads) {
  Storage<T> bt = b.transposed(1);
  const SparseMatrix<T> sparse(s.view());
  for (const Update update : {Update::overwrite, Update::add}) {
    Storage<T> expected = start<T>(s.rows, b.cols), expected_t = start<T>(b.cols, s.rows);
    configure_arithmetic("exact", "auto", 1);
    gemm(s.view(), b.view(), expected.view(), update);
    gemm(transposed(b.view()), transposed(s.view()), expected_t.view(), update);
    for (const std::string& path : all_paths())
      for (const Factor<T>& stored_b : {Factor<T>(b.view()), transposed(bt.view())}) {
        configure_arithmetic("exact", path, threads);
        Storage<T> c = start<T>(s.rows, b.cols), c_t = start<T>(b.cols, s.rows);
        sparse_gemm(sparse, stored_b, c.view(), update);
        sparse_gemm_transposed(sparse, stored_b, c_t.view(), update);
        CAPTURE(s.rows, b.cols, s.cols, path, threads, int(update), stored_b.col_stride);
        REQUIRE(same_bits(c, expected));
        REQUIRE(same_bits(c_t, expected_t));
      }
  }
}

/// A product that skips zeros and does not mind the sign of its sums. One block of k.
template <class T>
void skip_carelessly(const Storage<T>& s, const Storage<T>& b, Matrix<T> c) {
  for (std::size_t i = 0; i < c.rows; ++i)
    for (std::size_t j = 0; j < c.cols; ++j) {
      T acc = 0;
      for (std::size_t k = 0; k < s.cols; ++k)
        if (s(i, k) != 0) acc = std::fma(s(i, k), b(k, j), acc);
      c(i, j) = acc;
    }
}

/// Products of two such numbers are a few times the smallest denormal, or less than half of it.
template <class T>
void scale_down(Storage<T>& x) {
  for (T& entry : x.memory) entry = std::ldexp(entry, sizeof(T) == 4 ? -74 : -537);
}

/// The same, but for −0, which becomes +0.
template <class T>
void make_zeros_positive(Storage<T>& x) {
  for (T& entry : x.memory) entry += T(0);
}

}  // namespace

TEMPLATE_TEST_CASE("a product that skips zeros has the bits of gemm", "[sparse]", float, double) {
  const RestoreArithmetic restore;
  for (const Shape& shape : shapes)
    for (const double density : {0.0, 0.2, 1.0})
      // Descending: clang's OpenMP library leaks when a team grows, and LeakSanitizer sees it.
      for (const int threads : {3, 1}) {
        Storage<TestType> s(shape.m, shape.k, 1, 1), b(shape.k, shape.n, 3, 2);
        put_zeros(s, density);
        check_bits(s, b, threads);
      }
}

TEMPLATE_TEST_CASE("a product that skips zeros knows the sign of a sum that underflows", "[sparse]",
                   float, double) {
  const RestoreArithmetic restore;
  Storage<TestType> s(40, 600, 0, 1), b(600, 131, 0, 2);
  put_zeros(s, 0.01);
  make_zeros_positive(s);
  scale_down(s);
  scale_down(b);
  check_bits(s, b, 1);
}

TEMPLATE_TEST_CASE("the sign of a sum that underflows is not what careless skipping leaves",
                   "[sparse]", float, double) {
  Storage<TestType> s(40, 256, 0, 1), b(256, 131, 0, 2), careless(40, 131, 0, 3), exact = careless;
  put_zeros(s, 0.01);
  make_zeros_positive(s);
  scale_down(s);
  scale_down(b);
  skip_carelessly(s, b, careless.view());
  gemm(s.view(), b.view(), exact.view(), Update::overwrite);
  REQUIRE(careless.memory == exact.memory);
  REQUIRE_FALSE(same_bits(careless, exact));
}

TEMPLATE_TEST_CASE("a zero does not meet what is not finite", "[sparse]", float, double) {
  const RestoreArithmetic restore;
  constexpr std::size_t bad_row = 3, bad_col = 5;
  Storage<TestType> s(20, 30, 0, 1), b(30, 10, 0, 2), c(20, 10, 0, 3), without = c;
  put_zeros(s, 0.5);
  for (std::size_t i = 0; i < 20; ++i) s.view()(i, bad_row) = 0;
  const SparseMatrix<TestType> sparse(s.view());
  gemm(s.view(), b.view(), without.view(), Update::overwrite);
  for (const std::string& path : all_paths())
    for (const TestType bad :
         {std::numeric_limits<TestType>::infinity(), std::numeric_limits<TestType>::quiet_NaN()}) {
      configure_arithmetic("exact", path, 1);
      b.view()(bad_row, bad_col) = bad;
      sparse_gemm(sparse, b.view(), c.view(), Update::overwrite);
      CAPTURE(path, bad);
      REQUIRE(same_bits(c, without));
    }
}

TEMPLATE_TEST_CASE("a product that skips zeros has the same bits inside a parallel region",
                   "[sparse]", float, double) {
  const RestoreArithmetic restore;
  configure_arithmetic("exact", "auto", 3);
  constexpr std::size_t products = 12;
  Storage<TestType> s(130, 300, 0, 1), b(300, 90, 0, 2);
  put_zeros(s, 0.2);
  const SparseMatrix<TestType> sparse(s.view());
  std::vector<Storage<TestType>> c(products, Storage<TestType>(130, 90, 0, 3));
#pragma omp parallel for num_threads(3)
  for (std::size_t p = 0; p < products; ++p)
    sparse_gemm(sparse, b.view(), c[p].view(), Update::overwrite);
  Storage<TestType> expected = c[0];
  gemm(s.view(), b.view(), expected.view(), Update::overwrite);
  for (std::size_t p = 0; p < products; ++p) REQUIRE(same_bits(c[p], expected));
}

}  // namespace caldera
