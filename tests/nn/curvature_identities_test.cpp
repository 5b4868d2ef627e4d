// What must hold of the curvature of the paper's network on MNIST: symmetry, linearity, the
// weighted mean over parts of the data, and that neither the cut of the data nor threads nor the
// number of directions at once matters.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/places.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};
const std::size_t P = parameter_count(shape);

const std::vector<double>& theta() {
  static const std::vector<float> single = initial_parameters(shape, 1);
  static const std::vector<double> t(single.begin(), single.end());
  return t;
}

/// Training images first … first + count − 1.
Dataset images(std::size_t first, std::size_t count) {
  static const Dataset thousand = first_examples(load_mnist(mnist_folder(), Split::train), 1000);
  const auto part = [](const auto& all, std::size_t from, std::size_t size) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
    return std::vector(begin, begin + static_cast<std::ptrdiff_t>(size));
  };
  return {thousand.name,
          count,
          784,
          10,
          part(thousand.inputs, first * 784, count * 784),
          part(thousand.labels, first, count)};
}

/// A v on these images, for the directions that are the rows of v.
std::vector<double> products(Curvature kind, const Dataset& data, const std::vector<double>& v,
                             const Sharding& sharding = {}) {
  DatasetObjective objective(shape, data, sharding);
  const auto a = objective.linearize(theta(), kind);
  std::vector<double> out(v.size());
  a->apply({v.data(), v.size() / P, P}, {out.data(), v.size() / P, P});
  return out;
}

std::vector<double> products(Curvature kind, const std::vector<double>& v,
                             const Sharding& sharding = {}) {
  return products(kind, images(0, 1000), v, sharding);
}

double largest(const std::vector<double>& v) {
  double result = 0;
  for (const double x : v) result = std::max(result, std::abs(x));
  return result;
}

/// All entries, relative to the largest.
void check_equal(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  std::vector<double> difference(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) difference[i] = found[i] - expected[i];
  CHECK(largest(difference) <= tolerance::second_order<double> * largest(expected));
  CHECK(largest(expected) > 0);
}

std::vector<double> combination(double a, const std::vector<double>& u, double b,
                                const std::vector<double>& v) {
  std::vector<double> result(u.size());
  for (std::size_t i = 0; i < u.size(); ++i) result[i] = a * u[i] + b * v[i];
  return result;
}

Curvature any_kind() {
  return GENERATE(Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher);
}

}  // namespace

TEST_CASE("curvature of the paper's network is symmetric and linear", "[curvature]") {
  const Curvature kind = any_kind();
  const std::vector<double> u = random_vector(P, 11), v = random_vector(P, 12);
  const std::vector<double> au = products(kind, u), av = products(kind, v);
  CHECK(std::abs(dot(u, av) - dot(v, au)) <= tolerance::second_order<double> * norm(u) * norm(av));
  check_equal(products(kind, combination(0.7, u, -1.3, v)), combination(0.7, au, -1.3, av));
}

TEST_CASE("curvature of the paper's network is the weighted mean over parts of the data",
          "[curvature]") {
  const Curvature kind = any_kind();
  const std::vector<double> v = random_vector(P, 13);
  check_equal(products(kind, v), combination(0.3, products(kind, images(0, 300), v), 0.7,
                                             products(kind, images(300, 700), v)));
}

TEST_CASE("curvature of the paper's network is the same however the data is cut", "[curvature]") {
  const Curvature kind = any_kind();
  const std::vector<double> v = random_vector(P, 14);
  const std::vector<double> whole = products(kind, v, {1000, 1});
  for (const std::size_t rows : {37u, 100u, 1000u})
    check_equal(products(kind, v, {rows, 16}), whole);
}

TEST_CASE("curvature of the paper's network has the same bits for threads and blocks",
          "[curvature]") {
  const Curvature kind = any_kind();
  const std::vector<double> v = random_vector(8 * P, 15);
  const Sharding sharding{100, 16};
  configure_arithmetic("exact", "auto", 1);
  const std::vector<double> block = products(kind, v, sharding);
  for (const int threads : {2, 3}) {
    configure_arithmetic("exact", "auto", threads);
    CHECK((products(kind, v, sharding) == block));  // in brackets: a million numbers say nothing
  }
  configure_arithmetic("exact", "auto", 1);
  for (std::size_t j = 0; j < 8; ++j) {
    const auto first = static_cast<std::ptrdiff_t>(j * P),
               end = first + static_cast<std::ptrdiff_t>(P);
    const std::vector<double> one(v.begin() + first, v.begin() + end);
    const std::vector<double> expected(block.begin() + first, block.begin() + end);
    CHECK((products(kind, one, sharding) == expected));
  }
}

}  // namespace caldera::test
