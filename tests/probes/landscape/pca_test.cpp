#include "caldera/probes/landscape/pca.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// n points in `dim` dimensions, each coordinate of another size.
std::vector<double> cloud(std::size_t n, std::size_t dim) {
  std::vector<double> points = random_vector(n * dim, 11);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] *= static_cast<double>(1 + i % dim);
  return points;
}

/// (1/n) Σ (p − mean)(p − mean)ᵀ, by its definition.
std::vector<double> covariance(ConstMatrix<double> points) {
  const auto n = static_cast<double>(points.rows);
  std::vector<double> mean(points.cols), result(points.cols * points.cols);
  for (std::size_t i = 0; i < points.rows; ++i)
    for (std::size_t j = 0; j < points.cols; ++j) mean[j] += points(i, j) / n;
  for (std::size_t i = 0; i < points.rows; ++i)
    for (std::size_t j = 0; j < points.cols; ++j)
      for (std::size_t k = 0; k < points.cols; ++k)
        result[j * points.cols + k] +=
            (points(i, j) - mean[j]) * (points(i, k) - mean[k]) / n;
  return result;
}

void check_orthonormal(ConstMatrix<double> rows) {
  for (std::size_t i = 0; i < rows.rows; ++i)
    for (std::size_t j = 0; j < rows.rows; ++j)
      CHECK(std::abs(dot(rows.row(i), rows.row(j)) - (i == j ? 1 : 0)) < tolerance::dense_eigen);
}

}  // namespace

TEST_CASE("principal components are the eigenvectors of the covariance matrix") {
  const std::size_t n = 20, dim = 5;
  const std::vector<double> memory = cloud(n, dim);
  const ConstMatrix<double> points(memory.data(), n, dim);
  const PrincipalComponents found = principal_components(points, dim);
  const std::vector<double> matrix = covariance(points);
  const SymmetricEigen eigen = eigen_symmetric({matrix.data(), dim, dim});
  check_orthonormal(found.direction_rows());
  const double trace = sum(std::span<const double>(eigen.values));
  for (std::size_t k = 0; k < dim; ++k) {
    CAPTURE(k);
    CHECK(std::abs(found.shares[k] - eigen.values[dim - 1 - k] / trace) < tolerance::value<double>);
    const double overlap = dot(found.direction_rows().row(k), eigen.vector(dim - 1 - k));
    CHECK(std::abs(std::abs(overlap) - 1) < tolerance::value<double>);
  }
  CHECK(std::abs(sum(std::span<const double>(found.shares)) - 1) < tolerance::value<double>);
}

TEST_CASE("points are put together again from all their principal components") {
  const std::size_t n = 6, dim = 50;  // fewer points than dimensions: n − 1 components
  const std::vector<double> memory = cloud(n, dim);
  const PrincipalComponents found = principal_components({memory.data(), n, dim}, n - 1);
  std::vector<double> again;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < dim; ++j) {
      double entry = found.centre[j];
      for (std::size_t k = 0; k < n - 1; ++k)
        entry += found.coordinates[i * (n - 1) + k] * found.direction_rows()(k, j);
      again.push_back(entry);
    }
  check_close("points", again, memory, tolerance::value<double>);
}

TEST_CASE("the plane of points on an ellipse is found, with signs and shares in closed form") {
  // Four points at ±a and ±b along two axes of ℝ³, around (1, 2, 3): variances in the ratio a² to b².
  const double a = 3, b = 2;
  const std::vector<double> memory = {1, 2 - a, 3, 1, 2 + a, 3, 1 - b, 2, 3, 1 + b, 2, 3};
  const PrincipalComponents found = principal_components({memory.data(), 4, 3}, 2);
  const double close = tolerance::value<double>;
  check_close("centre", found.centre, {1, 2, 3}, close);
  check_close("directions", found.directions, {0, 1, 0, 1, 0, 0}, close);
  check_close("coordinates", found.coordinates, {-a, 0, a, 0, 0, -b, 0, b}, close);
  check_close("shares", found.shares, {9.0 / 13, 4.0 / 13}, close);
  CHECK_THAT(refusal([&] { principal_components({memory.data(), 4, 3}, 3); }),
             Catch::Contains("span 3 dimensions"));
}

}  // namespace caldera::test
