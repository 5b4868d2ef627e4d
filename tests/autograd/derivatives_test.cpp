// The drivers against closed forms and identities.

#include "caldera/autograd/derivatives.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "caldera/autograd/ops.h"
#include "caldera/nn/models/network.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using namespace ops;

/// E of an MLP 6-5-4-3 with sigmoids on 7 random examples.
struct SmallNetwork {
  SmallNetwork() : mlp(NetworkShape{{6, 5, 4, 3}, Activation::sigmoid}, 7), inputs(random_vector(42, 11)) {
    mlp.tape.bind(mlp.inputs, inputs);
    mlp.tape.bind(mlp.targets, labels);
  }
  ModelTape<double> mlp;
  std::vector<double> inputs, labels = {0, 1, 2, 2, 1, 0, 1};
};

}  // namespace

TEST_CASE("hvp of a quartic agrees with its closed form") {
  // f = ‖x‖⁴: ∇²f v = 4‖x‖² v + 8 ⟨x, v⟩ x.
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 1, 9);
  const Var<double> s = squared_norm(x);
  const std::vector<double> at = random_vector(9, 1), v = random_vector(9, 2);
  double xx = 0, xv = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    xx += at[i] * at[i];
    xv += at[i] * v[i];
  }
  std::vector<double> expected(9);
  for (std::size_t i = 0; i < 9; ++i) expected[i] = 4 * xx * v[i] + 8 * xv * at[i];
  check_close("hvp", hvp<double>(multiply(s, s), at, v), expected,
              tolerance::second_order<double>);
}

TEST_CASE("Hessian of softmax cross-entropy in its logits is diag(p) - p p'") {
  Tape<double> tape;
  const Var<double> z = tape.parameter("z", 1, 4);
  const Var<double> label = tape.input("label", 1, 1);
  const double two = 2;
  tape.bind(label, {&two, 1});
  const std::vector<double> at = random_vector(4, 3);
  double total = 0;
  for (const double e : at) total += std::exp(e);
  std::vector<double> expected(16);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      const double p = std::exp(at[i]) / total, q = std::exp(at[j]) / total;
      expected[4 * i + j] = (i == j ? p : 0) - p * q;
    }
  check_close("hessian", hessian<double>(softmax_cross_entropy(z, label), at), expected,
              tolerance::second_order<double>);
}

TEST_CASE("hvp of a network: symmetric, linear, and equal to the dense Hessian") {
  SmallNetwork n;
  const std::size_t P = n.mlp.tape.parameter_count();
  const std::vector<double> at = random_vector(P, 4), v = random_vector(P, 5);
  const std::vector<double> H = hessian<double>(n.mlp.loss, at);
  std::vector<double> product(P), transpose(P * P);
  for (std::size_t i = 0; i < P; ++i)
    for (std::size_t j = 0; j < P; ++j) {
      product[i] += H[i * P + j] * v[j];
      transpose[j * P + i] = H[i * P + j];
    }
  check_close("symmetry", H, transpose, tolerance::second_order<double>);
  check_close("product", hvp<double>(n.mlp.loss, at, v), product, tolerance::second_order<double>);
}

TEST_CASE("hvp of a network agrees with differences of the gradient") {
  SmallNetwork n;
  const std::size_t P = n.mlp.tape.parameter_count();
  const std::vector<double> at = random_vector(P, 6), v = random_vector(P, 7);
  const double h = 1e-5;
  std::vector<double> plus(at), minus(at), high(P), low(P);
  for (std::size_t i = 0; i < P; ++i) {
    plus[i] += h * v[i];
    minus[i] -= h * v[i];
  }
  gradient<double>(n.mlp.loss, plus, high);
  gradient<double>(n.mlp.loss, minus, low);
  for (std::size_t i = 0; i < P; ++i) high[i] = (high[i] - low[i]) / (2 * h);
  check_close("hvp", hvp<double>(n.mlp.loss, at, v), high, tolerance::finite_difference);
}

TEST_CASE("Gauss-Newton product is J' (d2l/dz2) J, row by row") {
  SmallNetwork n;
  const std::size_t P = n.mlp.tape.parameter_count();
  const std::vector<double> at = random_vector(P, 8), v = random_vector(P, 9);
  const std::vector<double> z_dot = jvp<double>(n.mlp.output, at, v);
  n.mlp.tape.bind_parameters(at);
  n.mlp.tape.forward();
  const ConstMatrix<double> z = n.mlp.tape.value(n.mlp.output);
  std::vector<double> u(z_dot.size());
  for (std::size_t i = 0; i < z.rows; ++i) {
    double total = 0, mean = 0;
    for (std::size_t c = 0; c < 3; ++c) total += std::exp(z(i, c));
    for (std::size_t c = 0; c < 3; ++c) mean += std::exp(z(i, c)) / total * z_dot[3 * i + c];
    for (std::size_t c = 0; c < 3; ++c)
      u[3 * i + c] = std::exp(z(i, c)) / total * (z_dot[3 * i + c] - mean) / 7;
  }
  check_close("ggnvp", ggnvp<double>(n.mlp.loss, n.mlp.output, at, v),
              vjp<double>(n.mlp.output, at, u), tolerance::second_order<double>);
}

TEST_CASE("derivatives at one point may be asked for in any order, to the same bits") {
  SmallNetwork n;
  const std::size_t P = n.mlp.tape.parameter_count();
  const std::vector<double> at = random_vector(P, 15), v = random_vector(P, 16), u = {0.7};
  std::vector<double> slope(P);
  gradient<double>(n.mlp.loss, at, slope);
  const std::vector<std::vector<double>> expected = {
      jvp<double>(n.mlp.loss, at, v), vjp<double>(n.mlp.loss, at, u),
      hvp<double>(n.mlp.loss, at, v), ggnvp<double>(n.mlp.loss, n.mlp.output, at, v), slope};
  std::vector<std::size_t> order = {0, 1, 2, 3, 4};
  do {
    Linearization<double> linearised(n.mlp.loss, at);
    std::vector<double> out(P);
    const std::function<void()> asked[] = {[&] { out = {linearised.jvp(v)(0, 0)}; },
                                           [&] {
                                             linearised.vjp({u.data(), 1, 1}, out);
                                           },
                                           [&] { linearised.hvp(v, out); },
                                           [&] { linearised.ggnvp(n.mlp.output, v, out); },
                                           [&] {
                                             gradient<double>(n.mlp.loss, at, out);
                                           }};  // another comes and goes, at the same point
    bool same = true;
    for (const std::size_t k : order) {
      out.assign(P, 99);
      asked[k]();
      same = same && out == expected[k];
    }
    CHECK(same);
    CHECK(std::ranges::equal(linearised.gradient(), slope));
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("Gauss-Newton equals the Hessian where the network is linear") {
  // One affine layer: z is linear in θ, so the second term of the Hessian is zero.
  ModelTape<double> mlp(NetworkShape{{4, 3}, Activation::sigmoid}, 5);
  const std::vector<double> inputs = random_vector(20, 12), labels = {0, 2, 1, 1, 0};
  mlp.tape.bind(mlp.inputs, inputs);
  mlp.tape.bind(mlp.targets, labels);
  const std::vector<double> at = random_vector(15, 13), v = random_vector(15, 14);
  check_close("ggnvp", ggnvp<double>(mlp.loss, mlp.output, at, v), hvp<double>(mlp.loss, at, v),
              tolerance::second_order<double>);
}

}  // namespace caldera::test
