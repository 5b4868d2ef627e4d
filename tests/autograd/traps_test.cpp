// The traps that good projects fell into (each a permanent test), and exact identities.

#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

using namespace ops;

TEST_CASE("curvature survives where value and slope are zero") {
  // f = tanh²: f(0) = f′(0) = 0, f″(0) = 2. Skipping zero adjoints by value loses it.
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 1, 1);
  const Var<double> y = multiply(tanh(x), tanh(x));
  const std::vector<double> zero = {0.0}, one = {1.0};
  CHECK(hvp<double>(y, zero, one)[0] == 2.0);
}

TEST_CASE("the Hessian at zero residual is not zero") {
  // l = ½‖x − t‖² at x = t: the Hessian is the identity.
  Tape<double> tape;
  const std::vector<double> target = random_vector(6, 1), v = random_vector(6, 2);
  const Var<double> x = tape.parameter("x", 1, 6);
  const Var<double> t = tape.input("t", 1, 6);
  tape.bind(t, target);
  CHECK(hvp<double>(squared_error(x, t), target, v) == v);
}

TEST_CASE("a dead unit still has curvature in its outgoing weight") {
  // y = (w · relu(x))² at w = 0: ∂²y/∂w² = 2 relu(x)².
  Tape<double> tape;
  const Var<double> w = tape.parameter("w", 1, 1);
  const Var<double> x = tape.parameter("x", 1, 1);
  const Var<double> product = multiply(w, relu(x));
  const std::vector<double> at = {0.0, 0.75}, v = {1.0, 0.0};
  CHECK(hvp<double>(multiply(product, product), at, v)[0] == 2 * 0.75 * 0.75);
}

TEST_CASE("sixty doublings give 2^60, without visiting a shared node twice") {
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 1, 1);
  Var<double> y = x;
  for (int i = 0; i < 60; ++i) y = add(y, y);
  const std::vector<double> at = {1.0};
  std::vector<double> g(1);
  CHECK(gradient<double>(y, at, g) == std::ldexp(1.0, 60));
  CHECK(g[0] == std::ldexp(1.0, 60));
}

TEST_CASE("a wrong negative derivative and a NaN do not pass for right") {
  // Guards the check itself: the criterion of check_close, on values it must refuse.
  const auto accepted = [](double analytic, double oracle) {
    return std::abs(analytic - oracle) <= tolerance::finite_difference * std::abs(oracle);
  };
  CHECK_FALSE(accepted(-1.1, -1.0));
  CHECK_FALSE(accepted(std::nan(""), 1.0));
}

TEST_CASE("parameters that the output does not reach have zero derivatives") {
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 1, 2);
  tape.parameter("unused", 1, 3);
  const std::vector<double> at = random_vector(5, 3), v = random_vector(5, 4);
  std::vector<double> g(5, 99.0);
  gradient<double>(squared_norm(x), at, g);
  CHECK(std::vector<double>(g.begin() + 2, g.end()) == std::vector<double>{0, 0, 0});
  CHECK(hvp<double>(squared_norm(x), at, v)[3] == 0);
}

TEST_CASE("sweeps do not change the tape, and a second direction does not see the first") {
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 2, 3);
  const Var<double> y = squared_norm(sigmoid(x));
  const std::vector<double> at = random_vector(6, 5), v = random_vector(6, 6),
                            w = random_vector(6, 8);
  Linearization<double> point(y, at);
  const double before = point.value()(0, 0);
  std::vector<double> first(6), again(6), other(6);
  point.hvp(v, first);
  point.hvp(w, other);
  point.hvp(v, again);
  CHECK(first == again);
  CHECK(point.value()(0, 0) == before);
}

}  // namespace caldera::test
