#include "caldera/probes/linalg/orthogonal.h"

#include "caldera/autograd/arithmetic/sums.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("what is projected out of rows is what they had along an orthonormal basis") {
  constexpr std::size_t dim = 40, rows = 3, basis = 5;
  std::vector<double> q = random_vector(basis * dim, 1);
  REQUIRE(orthonormalise({q.data(), basis, dim}) == basis);
  const ConstMatrix<double> directions(q.data(), basis, dim);
  const std::vector<double> before = random_vector(rows * dim, 2);
  std::vector<double> w = before;
  const std::vector<double> components = project_out({w.data(), rows, dim}, directions);

  REQUIRE(components.size() == rows * basis);
  std::vector<double> along, again = w;
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t k = 0; k < basis; ++k) {
      const std::span<const double> row(before.data() + i * dim, dim);
      along.push_back(dot(row, directions.row(k)));
      for (std::size_t j = 0; j < dim; ++j) again[i * dim + j] += along.back() * directions(k, j);
    }
  check_close("components", components, along, tolerance::value<double>);
  check_close("what was there", again, before, tolerance::value<double>);
}

}  // namespace caldera::test
