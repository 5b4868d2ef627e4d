#include "caldera/probes/signals/columns.h"

#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("columns: centred ones by hand, and float as what it is in double") {
  const std::vector<float> a = {1, 2, 99, 4, 3, 99, 7, 10, 99};  // the last column is a gap
  const ConstMatrix<float> view(a.data(), 3, 2, 3);
  CHECK(widened(view) == std::vector<double>{1, 2, 4, 3, 7, 10});
  CHECK(centred_columns(view) == std::vector<double>{-3, -3, 0, -2, 3, 5});
}

TEST_CASE("columns: a product by its definition") {
  const std::vector<double> a = random_vector(3 * 4, 1), b = random_vector(3 * 2, 2);
  std::vector<double> expected;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 2; ++j) {
      expected.push_back(0);
      for (std::size_t k = 0; k < 3; ++k) expected.back() += a[4 * k + i] * b[2 * k + j];
    }
  check_close("AᵀB",
              matrix_product(Factor<double>(ConstMatrix<double>(a.data(), 3, 4)).transposed(),
                             ConstMatrix<double>(b.data(), 3, 2)),
              expected, tolerance::value<double>);
}

}  // namespace caldera::test
