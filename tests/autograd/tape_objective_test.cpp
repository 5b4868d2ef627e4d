#include "caldera/autograd/tape_objective.h"

#include <stdexcept>
#include <vector>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using namespace ops;

using Values = std::vector<double>;

/// E = Σ tanh²(x) + Σ x: Hessian 2 (1 − 3 tanh²)(1 − tanh²) on the diagonal.
struct Recorded {
  Tape<double> tape;
  Var<double> x = tape.parameter("x", 2, 3);
  Var<double> y = add(squared_norm(tanh(x)), sum(x));
};

Values product(SymmetricOperator& a, const Values& v) {
  Values out(v.size());
  a.apply({v.data(), 1, v.size()}, {out.data(), 1, out.size()});
  return out;
}

}  // namespace

TEST_CASE("tape objective: value, gradient and Hessian are the tape's") {
  Recorded recorded, other;
  TapeObjective objective(recorded.y);
  const Values theta = random_vector(6, 1), v = random_vector(6, 2);
  Values g(6), expected(6);
  const double e = objective.value_and_gradient(theta, g);
  CHECK(objective.dim() == 6);
  CHECK(e == gradient<double>(other.y, theta, expected));
  CHECK(g == expected);
  CHECK(objective.value(theta) == e);
  CHECK(product(*objective.linearize(theta), v) == hvp<double>(other.y, theta, v));
}

TEST_CASE("tape objective: operators at two points may be used in turn, between evaluations") {
  Recorded recorded, other;
  TapeObjective objective(recorded.y);
  Values first = random_vector(6, 3);
  const Values second = random_vector(6, 4), v = random_vector(6, 5);
  const Values at_first = hvp<double>(other.y, first, v), at_second = hvp<double>(other.y, second, v);
  const auto a = objective.linearize(first), b = objective.linearize(second);
  first.assign(6, 0.0);  // the operator has its own copy
  CHECK(product(*a, v) == at_first);
  CHECK(product(*b, v) == at_second);
  objective.value(first);
  CHECK(product(*b, v) == at_second);
  CHECK(product(*a, v) == at_first);
}

TEST_CASE("tape objective: it has no Gauss-Newton and no Fisher matrix") {
  Recorded recorded;
  TapeObjective objective(recorded.y);
  const Values theta(6);
  CHECK_THROWS_AS(objective.linearize(theta, Curvature::gauss_newton), std::invalid_argument);
  CHECK_THROWS_AS(objective.linearize(theta, Curvature::empirical_fisher), std::invalid_argument);
}

}  // namespace caldera::test
