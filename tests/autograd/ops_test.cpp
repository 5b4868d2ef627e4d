// Every op, one line or a few: shapes, how to record it, and its formula in loops.

#include <cmath>

#include "caldera/autograd/ops.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"

namespace caldera::test {
namespace {

using namespace ops;

using Values = std::vector<HyperDual>;

template <class Function>
auto entry_by_entry(Function f) {
  return [f](const Values& x) {
    Values y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = f(x[i]);
    return y;
  };
}

/// θ holds two matrices of equal size.
template <class Function>
auto pair_by_pair(Function f) {
  return [f](const Values& x) {
    Values y(x.size() / 2);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = f(x[i], x[y.size() + i]);
    return y;
  };
}

Values affine_formula(const Values& theta) {  // x: 5 × 3, W: 4 × 3, b: 1 × 4
  Values y;
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t o = 0; o < 4; ++o) {
      HyperDual total = theta[27 + o];
      for (std::size_t k = 0; k < 3; ++k) total += theta[3 * i + k] * theta[15 + 3 * o + k];
      y.push_back(total);
    }
  return y;
}

Values product_formula(const Values& theta) {  // a: 5 × 3, b: 4 × 3
  Values y;
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t o = 0; o < 4; ++o) {
      HyperDual total = 0;
      for (std::size_t k = 0; k < 3; ++k) total += theta[3 * i + k] * theta[15 + 3 * o + k];
      y.push_back(total);
    }
  return y;
}

const std::vector<double> labels = {2, 0, 1, 1, 3};
const std::vector<float> float_labels(labels.begin(), labels.end());

Var<double> labels_on(Tape<double>& tape) {
  const Var<double> leaf = tape.input("labels", 5, 1);
  tape.bind(leaf, labels);
  return leaf;
}
Var<float> labels_on(Tape<float>& tape) {
  const Var<float> leaf = tape.input("labels", 5, 1);
  tape.bind(leaf, float_labels);
  return leaf;
}

Values cross_entropy_formula(const Values& z) {  // logits: 5 × 4
  Values losses;
  for (std::size_t i = 0; i < 5; ++i) {
    const auto label = static_cast<std::size_t>(labels[i]);
    HyperDual others;
    for (std::size_t c = 0; c < 4; ++c)
      if (c != label) others += exp(z[4 * i + c] - z[4 * i + label]);
    losses.push_back(log1p(others));
  }
  return losses;
}

Values squared_error_formula(const Values& theta) {  // y, t: 5 × 4
  Values losses(5);
  for (std::size_t i = 0; i < 20; ++i) {
    const HyperDual residual = theta[i] - theta[20 + i];
    losses[i / 4] += residual * residual / 2;
  }
  return losses;
}

const ParameterShape five_by_four{5, 4};

}  // namespace

TEST_CASE("op: affine") {
  check_op(op_case(
      "affine", {{5, 3}, {4, 3}, {1, 4}}, [](auto p) { return affine(p[0], p[1], p[2]); },
      affine_formula));
}
TEST_CASE("op: product") {
  check_op(op_case(
      "product", {{5, 3}, {4, 3}}, [](auto p) { return product(p[0], p[1]); }, product_formula));
}
TEST_CASE("op: sigmoid") {
  check_op(op_case(
      "sigmoid", {five_by_four}, [](auto p) { return sigmoid(p[0]); },
      entry_by_entry([](HyperDual x) { return 1 / (1 + exp(-x)); })));
}
TEST_CASE("op: tanh") {
  check_op(op_case(
      "tanh", {five_by_four}, [](auto p) { return tanh(p[0]); },
      entry_by_entry([](HyperDual x) { return tanh(x); })));
}
TEST_CASE("op: relu") {
  check_op(op_case(
      "relu", {five_by_four}, [](auto p) { return relu(p[0]); },
      entry_by_entry([](HyperDual x) { return max(x, 0.0); })));
}
TEST_CASE("op: add") {
  check_op(op_case(
      "add", {five_by_four, five_by_four}, [](auto p) { return add(p[0], p[1]); },
      pair_by_pair([](HyperDual a, HyperDual b) { return a + b; })));
}
TEST_CASE("op: subtract") {
  check_op(op_case(
      "subtract", {five_by_four, five_by_four}, [](auto p) { return subtract(p[0], p[1]); },
      pair_by_pair([](HyperDual a, HyperDual b) { return a - b; })));
}
TEST_CASE("op: multiply") {
  check_op(op_case(
      "multiply", {five_by_four, five_by_four}, [](auto p) { return multiply(p[0], p[1]); },
      pair_by_pair([](HyperDual a, HyperDual b) { return a * b; })));
}
TEST_CASE("op: multiply by itself") {
  check_op(op_case(
      "square", {five_by_four}, [](auto p) { return multiply(p[0], p[0]); },
      entry_by_entry([](HyperDual x) { return x * x; })));
}
TEST_CASE("op: scale") {
  check_op(op_case(
      "scale", {five_by_four}, [](auto p) { return scale(p[0], 0.7f); },
      entry_by_entry([](HyperDual x) { return static_cast<double>(0.7f) * x; })));
}
TEST_CASE("op: sum") {
  check_op(op_case(
      "sum", {five_by_four}, [](auto p) { return sum(p[0]); },
      [](const Values& x) {
        HyperDual total = 0;
        for (const HyperDual& v : x) total += v;
        return Values{total};
      }));
}
TEST_CASE("op: mean") {
  check_op(op_case(
      "mean", {five_by_four}, [](auto p) { return mean(p[0]); },
      [](const Values& x) {
        HyperDual total = 0;
        for (const HyperDual& v : x) total += v;
        return Values{total / 20};
      }));
}
TEST_CASE("op: squared_norm") {
  check_op(op_case(
      "squared_norm", {five_by_four}, [](auto p) { return squared_norm(p[0]); },
      [](const Values& x) {
        HyperDual total = 0;
        for (const HyperDual& v : x) total += v * v;
        return Values{total};
      }));
}
TEST_CASE("op: squared_error") {
  check_op(op_case(
      "squared_error", {five_by_four, five_by_four},
      [](auto p) { return squared_error(p[0], p[1]); }, squared_error_formula));
}
// Data as one operand: it has no derivatives, and the other's must not suffer.
template <class T>
Var<T> data_on(Tape<T>& tape) {
  static const std::vector<double> values = random_vector(20, 21);
  static const std::vector<T> converted(values.begin(), values.end());
  const Var<T> leaf = tape.input("data", 5, 4);
  tape.bind(leaf, converted);
  return leaf;
}

TEST_CASE("op: add, subtract, multiply and squared_error with data") {
  const std::vector<double> d = random_vector(20, 21);
  check_op(op_case(
      "add data", {five_by_four}, [](auto p) { return add(data_on(*p[0].tape), p[0]); },
      [d](const Values& x) {
        Values y(20);
        for (std::size_t i = 0; i < 20; ++i) y[i] = d[i] + x[i];
        return y;
      }));
  check_op(op_case(
      "subtract from data", {five_by_four},
      [](auto p) { return subtract(data_on(*p[0].tape), p[0]); },
      [d](const Values& x) {
        Values y(20);
        for (std::size_t i = 0; i < 20; ++i) y[i] = d[i] - x[i];
        return y;
      }));
  check_op(op_case(
      "multiply data", {five_by_four}, [](auto p) { return multiply(p[0], data_on(*p[0].tape)); },
      [d](const Values& x) {
        Values y(20);
        for (std::size_t i = 0; i < 20; ++i) y[i] = d[i] * x[i];
        return y;
      }));
  check_op(op_case(
      "squared_error to data", {five_by_four},
      [](auto p) { return squared_error(p[0], data_on(*p[0].tape)); },
      [d](const Values& x) {
        Values theta = x;
        theta.insert(theta.end(), d.begin(), d.end());
        return squared_error_formula(theta);
      }));
}

TEST_CASE("op: softmax_cross_entropy") {
  check_op(op_case(
      "softmax_cross_entropy", {five_by_four},
      [](auto p) { return softmax_cross_entropy(p[0], labels_on(*p[0].tape)); },
      cross_entropy_formula));
}

}  // namespace caldera::test
