#include "caldera/probes/signals/alignment.h"

#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/nn/models/network.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("alignment: by hand, whatever the lengths and signs") {
  const std::vector<double> g = {3, 4, 0}, v = {-2, 0, 0}, zero(3, 0.0);
  CHECK(alignment(g, v) == Approx(0.6));
  CHECK(alignment(v, g) == Approx(0.6));
  CHECK(alignment(g, g) == 1);
  CHECK(alignment(zero, v) == 0);
  CHECK(alignment(g, zero) == 0);
  const std::vector<float> narrow = {3, 4, 0};
  CHECK(alignment(narrow, v) == alignment(g, v));
}

TEST_CASE("alignment: shares in a span by hand, and all in all directions") {
  const std::vector<double> g = {3, 4, 12, 0}, axes = {0, 1, 0, 0, 1, 0, 0, 0}, zero(4, 0.0);
  const ConstMatrix<double> plane(axes.data(), 2, 4);
  CHECK(share_in_span(g, plane) == Approx(25.0 / 169));
  CHECK(share_in_span(g, {axes.data(), 1, 4}) == Approx(16.0 / 169));
  CHECK(share_in_span(zero, plane) == 0);
  CHECK(share_in_span(std::vector<float>{3, 4, 12, 0}, plane) == share_in_span(g, plane));
}

TEST_CASE("alignment: of a gradient with eigenvectors of the dense Hessian") {
  // gᵀHg = Σ λᵢ ⟨g, vᵢ⟩², so the shares along all eigenvectors give the curvature along g.
  const NetworkShape shape{{5, 4, 3}, Activation::tanh};
  const Dataset data = synthetic_dataset(20, 5, 3);
  ModelTape<double> network(shape, data.count);
  const std::vector<double> inputs(data.inputs.begin(), data.inputs.end());
  const std::vector<double> labels(data.labels.begin(), data.labels.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  const std::size_t dim = parameter_count(shape);
  const std::vector<double> theta = random_vector(dim, 1);
  std::vector<double> g(dim), hessian, unit(dim);
  gradient<double>(network.loss, theta, g);
  for (std::size_t i = 0; i < dim; ++i) {
    unit[i] = 1;
    const std::vector<double> column = hvp<double>(network.loss, theta, unit);
    hessian.insert(hessian.end(), column.begin(), column.end());
    unit[i] = 0;
  }
  const SymmetricEigen eigen = eigen_symmetric({hessian.data(), dim, dim});
  double curvature = 0, squares = 0;
  for (std::size_t i = 0; i < dim; ++i) {
    const double cosine = alignment(g, eigen.vector(i));
    curvature += eigen.values[i] * cosine * cosine;
    squares += cosine * cosine;
    const ConstMatrix<double> first(eigen.vectors.data(), i + 1, dim);
    CHECK(std::abs(share_in_span(g, first) - squares) < tolerance::signal);
  }
  const double along = dot(g, hvp<double>(network.loss, theta, g)) / squared_norm(g);
  CHECK(std::abs(curvature - along) < tolerance::signal);
}

TEST_CASE("alignment: a random gradient has k/P of its square in k directions on average") {
  constexpr std::size_t dim = 50, k = 5, draws = 4000;
  std::vector<double> axes(k * dim);
  for (std::size_t i = 0; i < k; ++i) axes[i * dim + 7 * i] = 1;
  std::vector<double> errors;
  for (std::uint32_t trial = 0; trial < draws; ++trial) {
    std::vector<double> g;
    for (std::size_t i = 0; i < dim; ++i)
      g.push_back(Stream{3, Purpose::test_data, trial}.normal(i));
    errors.push_back(share_in_span(g, {axes.data(), k, dim}) - double(k) / dim);
  }
  const double standard_error = norm(errors) / draws;
  CHECK(std::abs(sum(errors) / draws) < tolerance::estimate_standard_errors * standard_error);
}

}  // namespace caldera::test
