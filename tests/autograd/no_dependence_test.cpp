// Derivatives of what does not depend on θ are zero.

#include <vector>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/tape_objective.h"
#include "tests/autograd/op_harness.h"
#include "tests/broken_invariant.h"
#include "tests/catch.h"

namespace caldera::test {
namespace {

using namespace ops;

/// A parameter x that nothing uses, data t, and y = ‖t‖².
struct Constant {
  Constant() { tape.bind(t, data); }
  std::vector<double> data = random_vector(3, 1);
  Tape<double> tape;
  Var<double> t = tape.input("t", 1, 3), x = tape.parameter("x", 1, 2), y = squared_norm(t);
  std::vector<double> at = random_vector(2, 2), v = random_vector(2, 3);
};

const std::vector<double> two_zeros(2), three_zeros(3);

}  // namespace

TEST_CASE("a scalar of data alone has its value, and derivatives that are zero") {
  Constant c;
  std::vector<double> out(2, 99);
  const double value = gradient<double>(c.y, c.at, out);
  CHECK(value == c.data[0] * c.data[0] + (c.data[1] * c.data[1] + c.data[2] * c.data[2]));
  CHECK(out == two_zeros);
  CHECK(jvp<double>(c.y, c.at, c.v) == std::vector<double>{0});
  CHECK(vjp<double>(c.y, c.at, std::vector<double>{2}) == two_zeros);
  CHECK(hvp<double>(c.y, c.at, c.v) == two_zeros);
  CHECK(hessian<double>(c.y, c.at) == std::vector<double>(4));
  CHECK(ggnvp<double>(c.y, c.t, c.at, c.v) == two_zeros);
}

TEST_CASE("an input itself, and a vector of data, have derivatives that are zero") {
  Constant c;
  CHECK(jvp<double>(c.t, c.at, c.v) == three_zeros);
  CHECK(vjp<double>(c.t, c.at, random_vector(3, 4)) == two_zeros);
  const Var<double> twice = scale(c.t, 2);
  CHECK(jvp<double>(twice, c.at, c.v) == three_zeros);
  CHECK(vjp<double>(twice, c.at, random_vector(3, 5)) == two_zeros);
}

TEST_CASE("a Gauss-Newton product of a loss that does not see the output is zero") {
  Constant c;
  const Var<double> z = scale(c.x, 3);  // depends on θ, but y does not depend on it
  Linearization<double> at(c.y, c.at);
  std::vector<double> out(2, 99);
  at.ggnvp(z, c.v, out);
  CHECK(out == two_zeros);
  const Var<double> loss = squared_norm(z), later = multiply(z, z);
  CHECK(ggnvp<double>(loss, later, c.at, c.v) == two_zeros);
}

TEST_CASE("an objective of data alone has a zero gradient and a zero Hessian") {
  Constant c;
  TapeObjective objective(c.y);
  std::vector<double> out(2, 99);
  CHECK(objective.value_and_gradient(c.at, out) == objective.value(c.at));
  CHECK(out == two_zeros);
  out = {99, 99};
  objective.linearize(c.at)->apply({c.v.data(), 1, 2}, {out.data(), 1, 2});
  CHECK(out == two_zeros);
}

TEST_CASE("a tape without parameters has derivatives without entries") {
  Tape<double> tape;
  const std::vector<double> data = {0.5};
  const Var<double> t = tape.input("t", 1, 1);
  tape.bind(t, data);
  std::vector<double> out;
  CHECK(gradient<double>(multiply(t, t), std::vector<double>(), out) == 0.25);
}

TEST_CASE("the derivative of data is asked for by nobody") {
  Constant c;
  NodeMatrices<double> matrices(c.tape);
  CHECK(breaks_an_invariant([&] { static_cast<void>(matrices[c.y.index]); }));
  CHECK(breaks_an_invariant([&] { static_cast<void>(matrices[c.x.index]); }));  // not bound
  CHECK(breaks_an_invariant([&] { matrices.target(c.t.index); }));
}

}  // namespace caldera::test
