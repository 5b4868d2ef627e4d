#include "caldera/nn/models/linear_network.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// Learned strengths at β of the first `learned` modes, 0 of the others.
Values strengths(const LinearTask& task, double beta, std::size_t learned) {
  Values a(task.width());
  for (std::size_t i = 0; i < learned; ++i)
    a[i] = learned_strength({task.singular_values[i], task.depth}, beta).value();
  return a;
}

/// Eigenvalues of ∇²E + βI, ascending.
Values curvatures(LinearNetwork& network, const Values& theta, double beta) {
  const auto hessian = network.linearize(theta);
  Shifted shifted(*hessian, beta);
  const Values matrix = dense_matrix(shifted);
  return eigen_symmetric({matrix.data(), theta.size(), theta.size()}).values;
}

Values loss_gradient(LinearNetwork& network, const Values& theta, double beta) {
  Values g(theta.size());
  network.value_and_gradient(theta, g);
  for (std::size_t i = 0; i < g.size(); ++i) g[i] += beta * theta[i];
  return g;
}

const Values three = {1.7, 1.2, 0.8};

}  // namespace

TEST_CASE("linear network: gradient and Hessian against finite differences") {
  for (const std::size_t depth : {2u, 3u, 4u}) {
    LinearNetwork network({depth, {1.7, 0.8}});
    const Values theta = random_vector(network.dim(), 61), v = random_vector(network.dim(), 62);
    CHECK(network.dim() == depth * 4);
    const double h = 1e-5;
    Values plus = theta, minus = theta;
    for (std::size_t i = 0; i < theta.size(); ++i) {
      plus[i] += h * v[i];
      minus[i] -= h * v[i];
    }
    Values g(theta.size()), high(theta.size()), low(theta.size()), hv(theta.size());
    network.value_and_gradient(theta, g);
    const double rise =
        network.value_and_gradient(plus, high) - network.value_and_gradient(minus, low);
    check_close("slope", {dot(g, v)}, {rise / (2 * h)}, tolerance::finite_difference);
    for (std::size_t i = 0; i < g.size(); ++i) high[i] = (high[i] - low[i]) / (2 * h);
    network.linearize(theta)->apply({v.data(), 1, v.size()}, {hv.data(), 1, hv.size()});
    check_close("hvp", hv, high, tolerance::finite_difference);
  }
}

TEST_CASE("linear network: balanced weights are stationary, and their error is the modes'") {
  for (const std::size_t depth : {2u, 3u, 4u})
    for (const std::size_t learned : {0u, 1u, 3u}) {
      CAPTURE(depth, learned);
      const LinearTask task{depth, three};
      LinearNetwork network(task);
      const double beta = 0.9 * fold_pull({three.back(), depth});
      const Values a = strengths(task, beta, learned), theta = balanced_weights(task, a);
      CHECK(norm(loss_gradient(network, theta, beta)) <= tolerance::closed_form);
      double error = 0;
      for (std::size_t i = 0; i < 3; ++i) error += mode_error({three[i], depth}, a[i]);
      CHECK(std::abs(network.value(theta) - error) <= tolerance::closed_form);
      const Values products = mode_products(task, theta);
      for (std::size_t i = 0; i < 3; ++i)
        CHECK(std::abs(products[i] - std::pow(a[i], depth)) <= tolerance::closed_form);
    }
}

TEST_CASE("linear network of width 1: every eigenvalue in closed form") {
  for (const std::size_t depth : {2u, 3u, 4u, 5u})
    for (const double share : {0.2, 0.7, 0.999}) {
      CAPTURE(depth, share);
      const LinearMode mode{1.3, depth};
      LinearNetwork network({depth, {1.3}});
      const double beta = share * fold_pull(mode), a = learned_strength(mode, beta).value();
      Values expected(depth - 1, 2 * beta);
      expected.push_back(mode_curvature(mode, a));
      std::ranges::sort(expected);
      check_close("eigenvalues", curvatures(network, balanced_weights({depth, {1.3}}, Values{a}), beta),
                  expected, tolerance::second_order<double>);
    }
}

TEST_CASE("linear network: zero eigenvalues as many as symmetries, and one more at the fold") {
  for (const std::size_t depth : {3u, 4u}) {
    const LinearTask task{depth, three};
    LinearNetwork network(task);
    const double fold = fold_pull({three.back(), depth});
    for (const std::size_t learned : {1u, 2u, 3u}) {
      CAPTURE(depth, learned);
      Values a = strengths(task, fold / 2, learned);
      const Values below = curvatures(network, balanced_weights(task, a), fold / 2);
      const std::size_t symmetries =
          (depth - 1) * (learned * (learned - 1) / 2 + learned * (3 - learned));
      const auto zeros = [](const Values& all) {
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [](double x) { return std::abs(x) < 1e-13; }));
      };
      CHECK(zeros(below) == symmetries);
      CHECK(below.front() > -1e-13);

      a = strengths(task, fold, 2);
      a[2] = fold_strength({three.back(), depth});
      const Values at_fold = curvatures(network, balanced_weights(task, a), fold);
      CHECK(zeros(at_fold) == (depth - 1) * 3 + 1);
    }
  }
}

TEST_CASE("linear network: at the origin of depth 2 every curvature is beta plus or minus s") {
  const LinearTask task{2, three};
  LinearNetwork network(task);
  Values expected;
  for (const double s : three)
    for (const double sign : {-1.0, 1.0}) expected.insert(expected.end(), 3, 0.9 + sign * s);
  std::ranges::sort(expected);
  check_close("eigenvalues", curvatures(network, Values(18), 0.9), expected,
              tolerance::second_order<double>);
}

TEST_CASE("linear network: impossible tasks are refused") {
  CHECK_THAT(refusal([] { LinearNetwork({1, {1}}); }), Catch::Contains("depth"));
  CHECK_THAT(refusal([] { LinearNetwork({2, {}}); }), Catch::Contains("singular values"));
  CHECK_THAT(refusal([] { LinearNetwork({2, {1, 0}}); }), Catch::Contains("singular values"));
}

}  // namespace caldera::test
