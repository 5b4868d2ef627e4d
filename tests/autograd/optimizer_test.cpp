#include "caldera/autograd/optimizer.h"

#include <cmath>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("Adam follows its definition, step after step") {
  // Independent oracle: algorithm 1 of Kingma and Ba in double.
  const double rate = 0.01, b1 = 0.9, b2 = 0.999, epsilon = 1e-8;
  const std::size_t n = 37;
  std::vector<double> x = random_vector(n, 1), m(n), v(n);
  std::vector<float> theta(x.begin(), x.end());
  x.assign(theta.begin(), theta.end());
  Adam<float> adam(n, {.learning_rate = rate});
  for (int t = 1; t <= 50; ++t) {
    const std::vector<double> noise = random_vector(n, 100 + static_cast<std::uint32_t>(t));
    const std::vector<float> g(noise.begin(), noise.end());
    adam.step(theta, g);
    for (std::size_t i = 0; i < n; ++i) {
      m[i] = b1 * m[i] + (1 - b1) * static_cast<double>(g[i]);
      v[i] = b2 * v[i] + (1 - b2) * std::pow(static_cast<double>(g[i]), 2);
      x[i] -= rate * (m[i] / (1 - std::pow(b1, t))) /
              (std::sqrt(v[i] / (1 - std::pow(b2, t))) + epsilon);
    }
  }
  check_close("Adam", {theta.begin(), theta.end()}, x, tolerance::first_order<float>);
}

TEST_CASE("Adam's first step has the length of the learning rate, whatever the gradient") {
  std::vector<float> theta = {0, 0, 0};
  const std::vector<float> g = {3.7e-3f, -812.3f, 0.51f};
  Adam<float> adam(3, {.learning_rate = 0.0015});
  adam.step(theta, g);
  check_close("step", {theta[0], theta[1], theta[2]}, {-0.0015, 0.0015, -0.0015},
              tolerance::first_order<float> * 0.0015);
}

TEST_CASE("Adam has the same bits on every vector path") {
  constexpr std::size_t n = 1003;
  const std::vector<double> start = random_vector(n, 5), gradient = random_vector(n, 6);
  const auto moved = [&]<class T>(SimdPath path, T) {
    configure_arithmetic("exact", name(path), 1);
    std::vector<T> theta(start.begin(), start.end());
    const std::vector<T> g(gradient.begin(), gradient.end());
    Adam<T> adam(n, {});
    for (int t = 0; t < 5; ++t) adam.step(theta, g);
    configure_arithmetic("exact", "auto", 1);
    return theta;
  };
  for (const SimdPath path : simd_paths()) {
    INFO(name(path));
    CHECK(moved(path, 0.0F) == moved(SimdPath::scalar, 0.0F));
    CHECK(moved(path, 0.0) == moved(SimdPath::scalar, 0.0));
  }
}

TEST_CASE("a restarted optimizer is as new") {
  const std::vector<double> noise = random_vector(5, 3);
  const std::vector<float> g(noise.begin(), noise.end());
  Adam<float> adam(5, {});
  Sgd<float> sgd(5, {});
  for (Optimizer<float>* optimizer : {static_cast<Optimizer<float>*>(&adam), static_cast<Optimizer<float>*>(&sgd)}) {
    std::vector<float> first(5), second(5);
    optimizer->step(first, g);
    optimizer->step(first, g);
    optimizer->restart();
    optimizer->step(second, g);
    optimizer->step(second, g);
    CHECK(first == second);
  }
}

TEST_CASE("an optimizer with another one's state goes on to the same bits, at its own rate") {
  const std::vector<double> noise = random_vector(5, 4);
  const std::vector<float> g(noise.begin(), noise.end());
  Adam<float> adam(5, {}), adam2(5, {.learning_rate = 1});
  Sgd<float> sgd(5, {}), sgd2(5, {.learning_rate = 1});
  const std::pair<Optimizer<float>*, Optimizer<float>*> pairs[] = {{&adam, &adam2}, {&sgd, &sgd2}};
  for (const auto& [one, other] : pairs) {
    std::vector<float> first(5), scrap(5);
    for (int t = 0; t < 37; ++t) one->step(first, g);
    for (int t = 0; t < 3; ++t) other->step(scrap, g);
    other->restore(one->state());
    CHECK(other->learning_rate() == 1);
    other->set_learning_rate(one->learning_rate());
    std::vector<float> second = first;
    one->step(first, g);
    other->step(second, g);
    CHECK(first == second);
    CHECK(one->state().steps == 38);
    CHECK(other->state().moments == one->state().moments);
  }
}

TEST_CASE("SGD with momentum on a constant gradient has a closed form") {
  // u_t = g (1 − μᵗ)/(1 − μ),  θ_t = −η Σ u.
  const double mu = 0.9, rate = 0.01, g = 0.37;
  std::vector<float> theta = {0};
  const std::vector<float> gradient = {static_cast<float>(g)};
  Sgd<float> sgd(1, {.learning_rate = rate, .momentum = mu});
  double expected = 0;
  for (int t = 1; t <= 20; ++t) {
    sgd.step(theta, gradient);
    expected -= rate * g * (1 - std::pow(mu, t)) / (1 - mu);
  }
  check_close("SGD", {theta[0]}, {expected}, tolerance::value<float>);
}

}  // namespace caldera::test
