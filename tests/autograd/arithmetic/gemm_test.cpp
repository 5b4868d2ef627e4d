#include "caldera/autograd/arithmetic/gemm.h"

#include <cmath>
#include <vector>

#include "tests/autograd/arithmetic/products.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera {
namespace {

using namespace test;

struct Shape {
  std::size_t m, n, k;
};

/// Every edge of tile, panel and block of k; empty products; the layers of the network.
const std::vector<Shape> shapes = {
    {0, 5, 7},     {5, 0, 7},     {5, 7, 0},      {1, 1, 1},      {1, 7, 10},     {7, 1, 256},
    {10, 10, 1},   {2, 3, 257},   {3, 2, 512},    {4, 15, 513},   {6, 16, 255},   {7, 17, 33},
    {8, 24, 64},   {9, 31, 65},   {12, 32, 10},   {13, 33, 63},   {14, 47, 17},   {15, 48, 256},
    {17, 49, 8},   {28, 65, 300}, {63, 10, 128},  {64, 10, 128},  {65, 64, 63},   {10, 128, 64},
    {1, 784, 128}, {784, 1, 65},  {67, 1030, 20}, {128, 128, 64}, {100, 67, 257}, {64, 128, 784},
    {128, 784, 64}};

/// The definition in gemm.h, letter by letter.
template <class T>
void literal(const Storage<T>& a, const Storage<T>& b, Matrix<T> c, Update update) {
  for (std::size_t i = 0; i < c.rows; ++i)
    for (std::size_t j = 0; j < c.cols; ++j) {
      if (a.cols == 0 && update == Update::overwrite) c(i, j) = 0;
      for (std::size_t block = 0; block < a.cols; block += 256) {
        T acc = 0;
        for (std::size_t l = block; l < std::min(block + 256, a.cols); ++l)
          acc = std::fma(a(i, l), b(l, j), acc);
        c(i, j) = block == 0 && update == Update::overwrite ? acc : c(i, j) + acc;
      }
    }
}

/// The larger error; not a number counts as the largest.
double worse(double x, double y) { return x >= y || std::isnan(x) ? x : y; }

/// max_ij |c_ij − Σ_l a_il b_lj| / max(1, Σ_l |a_il b_lj|), the sums in long double.
template <class T>
double worst_error(const Storage<T>& a, const Storage<T>& b, Matrix<T> c) {
  double worst = 0;
  for (std::size_t i = 0; i < c.rows; ++i)
    for (std::size_t j = 0; j < c.cols; ++j) {
      long double exact = 0, scale = 1;
      for (std::size_t l = 0; l < a.cols; ++l) {
        const long double term = static_cast<long double>(a(i, l)) * b(l, j);
        exact += term;
        scale += std::abs(term);
      }
      worst = worse(worst, double(std::abs(c(i, j) - exact) / scale));
    }
  return worst;
}

/// Calls check(fa, fb) with both factors stored as they are and stored transposed.
template <class T, class Check>
void for_all_transposes(Storage<T>& a, Storage<T>& b, const Check& check) {
  Storage<T> at = a.transposed(5), bt = b.transposed(1);
  const Factor<T> stored_a[] = {a.view(), transposed(at.view())};
  const Factor<T> stored_b[] = {b.view(), transposed(bt.view())};
  for (const Factor<T>& fa : stored_a)
    for (const Factor<T>& fb : stored_b) check(fa, fb);
}

}  // namespace

TEMPLATE_TEST_CASE("exact gemm has the bits of its definition", "[gemm]", float, double) {
  const RestoreArithmetic restore;
  for (const Shape& s : shapes) {
    Storage<TestType> a(s.m, s.k, 0, 1), b(s.k, s.n, 3, 2);
    const Storage<TestType> start(s.m, s.n, 2, 3);
    for (const Update update : {Update::overwrite, Update::add}) {
      Storage<TestType> expected = start;
      literal(a, b, expected.view(), update);
      for (const std::string& path : all_paths())
        // Descending: clang's OpenMP library leaks when a team grows, and LeakSanitizer sees it.
        for (const int threads : {7, 3, 2, 1}) {
          configure_arithmetic("exact", path, threads);
          for_all_transposes(a, b, [&](const auto& fa, const auto& fb) {
            Storage<TestType> c = start;
            gemm(fa, fb, c.view(), update);
            CAPTURE(s.m, s.n, s.k, path, threads, fa.col_stride, fb.col_stride);
            REQUIRE(same_bits(c, expected));
          });
        }
    }
  }
}

TEMPLATE_TEST_CASE("exact gemm agrees with a sum in long double", "[gemm]", float, double) {
  for (const Shape& s : shapes) {
    Storage<TestType> a(s.m, s.k, 0, 4), b(s.k, s.n, 0, 5), c(s.m, s.n, 0, 6);
    gemm(a.view(), b.view(), c.view(), Update::overwrite);
    CAPTURE(s.m, s.n, s.k);
    REQUIRE(worst_error(a, b, c.view()) < tolerance::value<TestType>);
  }
}

TEMPLATE_TEST_CASE("exact gemm has the same bits inside a parallel region", "[gemm]", float,
                   double) {
  const RestoreArithmetic restore;
  configure_arithmetic("exact", "auto", 3);
  constexpr std::size_t products = 12;
  Storage<TestType> a(130, 300, 0, 7), b(300, 90, 0, 8);
  std::vector<Storage<TestType>> c(products, Storage<TestType>(130, 90, 0, 9));
#pragma omp parallel for num_threads(3)
  for (std::size_t p = 0; p < products; ++p)
    gemm(a.view(), b.view(), c[p].view(), Update::overwrite);
  Storage<TestType> expected = c[0];
  literal(a, b, expected.view(), Update::overwrite);
  for (std::size_t p = 0; p < products; ++p) REQUIRE(same_bits(c[p], expected));
}

TEMPLATE_TEST_CASE("a tall product of a view within a larger matrix", "[gemm]", float, double) {
  Storage<TestType> data(40, 200, 0, 10), weights(10, 150, 0, 11), c(40, 10, 0, 12);
  const Matrix<TestType> window(data.memory.data() + 17, 40, 150, data.stride);
  Storage<TestType> copy(40, 150, 0, 13);
  for (std::size_t i = 0; i < 40; ++i)
    for (std::size_t l = 0; l < 150; ++l) copy.view()(i, l) = window(i, l);
  Storage<TestType> expected = c;
  literal(copy, weights.transposed(0), expected.view(), Update::overwrite);
  gemm(window, transposed(weights.view()), c.view(), Update::overwrite);
  REQUIRE(same_bits(c, expected));
}

TEMPLATE_TEST_CASE("OpenBLAS agrees with exact gemm", "[gemm][openblas]", float, double) {
  const RestoreArithmetic restore;
  for (const std::string& path : all_paths())
    for (const Shape& s : shapes) {
      Storage<TestType> a(s.m, s.k, 0, 14), b(s.k, s.n, 3, 15);
      const Storage<TestType> start(s.m, s.n, 2, 16);
      for (const Update update : {Update::overwrite, Update::add}) {
        configure_arithmetic("exact", path, 1);
        Storage<TestType> exact = start;
        gemm(a.view(), b.view(), exact.view(), update);
        configure_arithmetic("openblas", path, 2);
        for_all_transposes(a, b, [&](const auto& fa, const auto& fb) {
          Storage<TestType> c = start;
          gemm(fa, fb, c.view(), update);
          double worst = 0;
          for (std::size_t i = 0; i < c.memory.size(); ++i)
            worst = worse(worst, double(std::abs(c.memory[i] - exact.memory[i])));
          CAPTURE(s.m, s.n, s.k, path, fa.col_stride, fb.col_stride);
          REQUIRE(worst <= tolerance::gemm_oracle<TestType>);
        });
      }
    }
}

}  // namespace caldera
