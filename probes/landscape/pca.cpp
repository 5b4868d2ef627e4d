#include "caldera/probes/landscape/pca.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/linalg/symmetric_eigen.h"

namespace caldera {

namespace {

constexpr double least_variance = 1e-12;  // of the largest

std::vector<double> mean_of(ConstMatrix<double> points) {
  std::vector<double> mean(points.cols);
  column_sums(points, mean, false);
  for (double& entry : mean) entry /= static_cast<double>(points.rows);
  return mean;
}

std::vector<double> centred(ConstMatrix<double> points, std::span<const double> centre) {
  std::vector<double> rows;
  for (std::size_t i = 0; i < points.rows; ++i)
    for (std::size_t j = 0; j < points.cols; ++j) rows.push_back(points(i, j) - centre[j]);
  return rows;
}

/// A Bᵀ, n × k, for A of n rows and B of k rows of one length.
std::vector<double> row_products(ConstMatrix<double> a, ConstMatrix<double> b) {
  std::vector<double> products;
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < b.rows; ++j) products.push_back(dot(a.row(i), b.row(j)));
  return products;
}

/// u ← Xᵀw, as a unit vector with the sign that pca.h states.
void set_direction(ConstMatrix<double> x, std::span<const double> w, ConstMatrix<double> before,
                   std::span<double> u) {
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.cols; ++j) u[j] += w[i] * x(i, j);
  orthogonalise(u, before);  // exact but for the rounding of the Gram matrix
  const auto largest = std::ranges::max_element(
      u, [](double a, double b) { return std::abs(a) < std::abs(b); });
  const double length = std::copysign(norm(std::span<const double>(u)), *largest);
  for (double& entry : u) entry /= length;
}

}  // namespace

std::vector<double> coordinates_of(ConstMatrix<double> points, std::span<const double> centre,
                                   ConstMatrix<double> directions) {
  const std::vector<double> x = centred(points, centre);
  return row_products({x.data(), points.rows, points.cols}, directions);
}

PrincipalComponents principal_components(ConstMatrix<double> points, std::size_t count) {
  const std::size_t n = points.rows, dim = points.cols;
  PrincipalComponents found;
  found.centre = mean_of(points);
  const std::vector<double> memory = centred(points, found.centre);
  const ConstMatrix<double> x(memory.data(), n, dim);
  const std::vector<double> gram = row_products(x, x);
  const SymmetricEigen eigen = eigen_symmetric({gram.data(), n, n});

  const double total = squared_norm(std::span<const double>(memory));
  found.directions.resize(count * dim);
  const Matrix<double> directions(found.directions.data(), count, dim);
  for (std::size_t k = 0; k < count; ++k) {
    const bool there = k < n && eigen.values[n - 1 - k] > least_variance * eigen.values[n - 1];
    if (!there)
      throw InputError("principal components", fmt::format("{} points", n),
                       fmt::format("points that span {} dimensions", count), fmt::format("{}", k),
                       "ask for fewer components, or give more points");
    found.shares.push_back(eigen.values[n - 1 - k] / total);
    set_direction(x, eigen.vector(n - 1 - k), {directions.data, k, dim}, directions.row(k));
  }
  found.coordinates = row_products(x, directions);
  return found;
}

}  // namespace caldera
