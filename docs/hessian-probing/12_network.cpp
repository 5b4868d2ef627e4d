// A network on the tape: two layers and cross-entropy. Its derivatives are checked at two places:
// at random weights by differences, at weights that are all zero by a formula.

#include <fmt/core.h>

#include <cmath>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "caldera/probes/linalg/symmetric_eigen.h"

using namespace caldera;
using namespace caldera::ops;
using Vector = std::vector<double>;

/// θ + h v
Vector moved(Vector theta, double h, const Vector& v) {
  for (std::size_t i = 0; i < v.size(); ++i) theta[i] += h * v[i];
  return theta;
}

void check_by_differences(Var<double> E, const Vector& theta, const Vector& v) {
  constexpr double h = 1e-5;
  const std::size_t P = theta.size();
  Vector g(P), ahead(P), behind(P), difference(P);
  gradient<double>(E, theta, g);
  const double rise = gradient<double>(E, moved(theta, h, v), ahead) -
                      gradient<double>(E, moved(theta, -h, v), behind);
  for (std::size_t i = 0; i < P; ++i) difference[i] = (ahead[i] - behind[i]) / (2 * h);
  const Vector hv = hvp<double>(E, theta, v);
  fmt::print("g · v {:.9f}, by differences {:.9f}\n", dot(g, v), rise / (2 * h));
  fmt::print("‖H v‖ {:.9f}, by differences {:.9f}, apart {:.0e}\n", norm(hv), norm(difference),
             std::sqrt(squared_distance(hv, difference)));
}

int main() {
  const Vector examples = {1, 2, 2, 1, -1, 0, 0, -1}, classes = {0, 0, 1, 1};
  Tape<double> tape;
  const Var x = tape.input("x", 4, 2), labels = tape.input("labels", 4, 1);
  const Var w1 = tape.parameter("W1", 3, 2), b1 = tape.parameter("b1", 1, 3);
  const Var w2 = tape.parameter("W2", 2, 3), b2 = tape.parameter("b2", 1, 2);
  const Var logits = affine(tanh(affine(x, w1, b1)), w2, b2);
  const Var E = mean(softmax_cross_entropy(logits, labels));
  tape.bind(x, examples);
  tape.bind(labels, classes);
  for (const Node<double>& n : tape.nodes()) fmt::print("{:<24}{} × {}\n", n.name, n.rows, n.cols);

  const std::size_t P = tape.parameter_count();
  Vector theta(P), v(P), g(P);
  const Stream random{1, Purpose::test_data};  // the same numbers on every machine
  for (std::size_t i = 0; i < P; ++i) theta[i] = random.normal(i), v[i] = random.normal(P + i);
  fmt::print("\n{} random weights\n", P);
  check_by_differences(E, theta, v);

  const Vector zeros(P);
  const double error = gradient<double>(E, zeros, g);
  fmt::print("\nweights zero\nE {:.12f}, log 2 {:.12f}, ‖g‖ {:.0e}\neigenvalues of H", error,
             elementary::log(2.0), norm(g));
  const Vector H = hessian<double>(E, zeros);
  for (const double value : eigen_symmetric({H.data(), P, P}).values)
    fmt::print(" {:.1f}", std::abs(value) < 1e-12 ? 0.0 : value);  // not -0.0
  fmt::print("\n");
}
