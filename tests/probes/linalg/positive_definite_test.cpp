#include "caldera/probes/linalg/positive_definite.h"

#include <limits>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

std::vector<double> random_symmetric(std::size_t n, std::uint32_t step) {
  const Stream stream{1, Purpose::test_data, step};
  std::vector<double> a(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) a[i * n + j] = a[j * n + i] = stream.normal(i * n + j);
  return a;
}

std::vector<double> shifted(std::vector<double> a, std::size_t n, double shift) {
  for (std::size_t i = 0; i < n; ++i) a[i * n + i] += shift;
  return a;
}

}  // namespace

TEST_CASE("a matrix is positive definite if its smallest eigenvalue is positive") {
  for (const std::size_t n : {1u, 2u, 7u, 60u}) {
    CAPTURE(n);
    const std::vector<double> a = random_symmetric(n, static_cast<std::uint32_t>(n));
    const std::vector<double> values = eigen_symmetric({a.data(), n, n}).values;
    const double norm = std::max(std::abs(values.front()), std::abs(values.back()));
    const double little = tolerance::dense_eigen * norm;
    const auto above = shifted(a, n, -values.front() + little);
    const auto below = shifted(a, n, -values.front() - little);
    CHECK(is_positive_definite({above.data(), n, n}));
    CHECK_FALSE(is_positive_definite({below.data(), n, n}));
  }
}

TEST_CASE("what is not a number is not positive definite") {
  std::vector<double> a = {1, 0, 0, 1};
  CHECK(is_positive_definite({a.data(), 2, 2}));
  CHECK(is_positive_definite({a.data(), 0, 0}));
  a[2] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(is_positive_definite({a.data(), 2, 2}));
}

}  // namespace caldera::test
