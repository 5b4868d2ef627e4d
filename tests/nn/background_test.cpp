// Data that are mostly one number: the first layer skips it, and nothing else changes but rounding.

#include "caldera/autograd/background.h"

#include <functional>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/ops.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/training/mini_batches.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

constexpr float black = -0.4242F;
constexpr std::size_t features = 300;  // more than gemm adds up at once
const NetworkShape shape{{features, 70, 5}, Activation::sigmoid};

/// Four of five inputs are black, and so are all of example 3; the last shard and batch are short.
Dataset mostly_black() {
  Dataset data = synthetic_dataset(157, features, 5);
  for (std::size_t i = 0; i < data.inputs.size(); ++i)
    if (i % 5 != 0 || i / features == 3) data.inputs[i] = black;
  data.background = black;
  return data;
}

Dataset read_densely(Dataset data) {
  data.background = 0;
  return data;
}

/// E, ∇E, and the three products with two directions, each in double and in float.
std::vector<Values> passes(const Recorder& model, const Dataset& data) {
  DatasetObjective objective(model, data, {20, 4});
  const std::size_t p = objective.dim();
  const Values theta = random_vector(p, 1), v = random_vector(2 * p, 2);
  Values gradient(p), product(2 * p);
  const double error = objective.value_and_gradient(theta, gradient);
  std::vector<Values> results = {{error}, gradient};
  for (const Curvature kind :
       {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
    objective.linearize(theta, kind)->apply({v.data(), 2, p}, {product.data(), 2, p});
    results.push_back(product);
    objective.linearize_in_float(theta, kind)->apply({v.data(), 2, p}, {product.data(), 2, p});
    results.push_back(product);
  }
  return results;
}

/// The first layer reads the inputs, and so does a product that multiplies them by themselves.
const Recorder squares_too = Recorder::of([]<class T>(Tape<T>& tape, std::size_t rows) {
  const Var<T> x = tape.input("x", rows, features), t = tape.input("t", rows, 1);
  const Var<T> w = tape.parameter("W", 5, features), b = tape.parameter("b", 1, 5);
  const Var<T> u = tape.parameter("U", 5, features);
  const Var<T> y = ops::add(ops::affine(x, w, b), ops::product(ops::multiply(x, x), u));
  return Recorded<T>{x, t, y, ops::softmax_cross_entropy(y, t)};
});

template <class T>
const Background<T>& background_of(const std::vector<T>& x, std::size_t rows) {
  static Background<T> background;
  background.assign({x.data(), rows, x.size() / rows}, static_cast<T>(black));
  return background;
}

/// 5 examples of 20 inputs.
template <class T>
const std::vector<T>& few_inputs() {
  static const std::vector<T> inputs = [] {
    std::vector<T> x;
    for (const double entry : random_vector(100, 41))
      x.push_back(x.size() % 4 == 0 ? static_cast<T>(static_cast<float>(entry)) : static_cast<T>(black));
    return x;
  }();
  return inputs;
}

template <class T>
Var<T> affine_of_few(const std::vector<Var<T>>& p) {
  const Var<T> x = p[0].tape->input("x", 5, 20);
  p[0].tape->bind_background(x, &background_of(few_inputs<T>(), 5));
  return ops::affine(x, p[0], p[1]);
}

}  // namespace

TEST_CASE("op: affine of data with a background") {
  check_op(op_case(
      "affine", {{4, 20}, {1, 4}}, [](auto p) { return affine_of_few(p); },
      [](const std::vector<HyperDual>& theta) {
        std::vector<HyperDual> y;
        for (std::size_t i = 0; i < 5; ++i)
          for (std::size_t o = 0; o < 4; ++o) {
            HyperDual total = theta[80 + o];
            for (std::size_t k = 0; k < 20; ++k)
              total += theta[20 * o + k] * few_inputs<double>()[20 * i + k];
            y.push_back(total);
          }
        return y;
      }));
}

TEST_CASE("background: passes over the data are those without it but for rounding") {
  const Dataset data = mostly_black(), dense = read_densely(data);
  for (const Recorder& model : {Recorder(shape), squares_too}) {
    const std::vector<Values> skipping = passes(model, data), plain = passes(model, dense);
    for (std::size_t i = 0; i < plain.size(); ++i) {
      const bool in_float = i >= 3 && i % 2 == 1;
      check_close("pass " + std::to_string(i), skipping[i], plain[i],
                  in_float ? tolerance::second_order<float> : tolerance::second_order<double>);
      CHECK((i == 0 || skipping[i] != plain[i]));  // it has been skipped
    }
  }
}

TEST_CASE("background: neither threads nor the vector path changes a bit") {
  const Dataset data = mostly_black();
  const std::vector<Values> expected = passes(shape, data);
  for (const SimdPath path : simd_paths())
    for (const int threads : {1, 2, 3}) {
      configure_arithmetic("exact", name(path), threads);
      CHECK(passes(shape, data) == expected);
    }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("background: OpenBLAS multiplies densely") {
  const Dataset data = mostly_black();
  configure_arithmetic("openblas", "auto", 1);
  const std::vector<Values> with = passes(shape, data), without = passes(shape, read_densely(data));
  configure_arithmetic("exact", "auto", 1);
  CHECK(with == without);
}

TEST_CASE("background: training sees the same batches") {
  const Dataset data = mostly_black(), dense = read_densely(data);
  MiniBatches skipping(shape, data, 64, 3), plain(shape, dense, 64, 3);
  const std::vector<float> theta = initial_parameters(shape, 1);
  std::vector<float> g(theta.size()), expected(theta.size());
  for (std::uint32_t epoch = 0; epoch < 2; ++epoch) {
    skipping.shuffle(epoch);
    plain.shuffle(epoch);
    for (std::size_t k = 0; k < plain.count(); ++k) {
      check_close("error", {skipping.value_and_gradient(k, theta, g)},
                  {plain.value_and_gradient(k, theta, expected)}, tolerance::value<float>);
      check_close("gradient", {g.begin(), g.end()}, {expected.begin(), expected.end()},
                  tolerance::first_order<float>);
      check_close("examples", skipping.squared_example_gradients(), plain.squared_example_gradients(),
                  tolerance::first_order<float>);
      CHECK(g != expected);
    }
  }
}

TEST_CASE("background: squares of examples are of the batch that was replayed last") {
  const Dataset data = mostly_black(), dense = read_densely(data);
  MiniBatches skipping(shape, data, 64, 3), plain(shape, dense, 64, 3);
  const std::vector<float> theta = initial_parameters(shape, 1);
  std::vector<float> g(theta.size());
  for (const std::size_t k : {0U, 1U, 2U, 0U}) {  // the last one is short
    skipping.value_and_gradient(k, theta, g);
    if (k == 1) continue;  // nobody asks for this one's
    plain.value_and_gradient(k, theta, g);
    const std::vector<double> expected = plain.squared_example_gradients();
    skipping.value_and_gradient(k, theta, g);
    const std::vector<double> once = skipping.squared_example_gradients();
    check_close("examples", once, expected, tolerance::first_order<float>);
    CHECK(skipping.squared_example_gradients() == once);
  }
}

TEST_CASE("background: a batch has its inputs, too, for a model that reads them otherwise") {
  const Dataset data = mostly_black(), dense = read_densely(data);
  MiniBatches skipping(squares_too, data, 64, 3), plain(squares_too, dense, 64, 3);
  std::vector<float> theta;
  for (const double entry : random_vector(2 * 5 * features + 5, 7))
    theta.push_back(static_cast<float>(entry));
  std::vector<float> g(theta.size()), expected(theta.size());
  for (std::size_t k = 0; k < plain.count(); ++k) {
    check_close("error", {skipping.value_and_gradient(k, theta, g)},
                {plain.value_and_gradient(k, theta, expected)}, tolerance::value<float>);
    check_close("gradient", {g.begin(), g.end()}, {expected.begin(), expected.end()},
                tolerance::first_order<float>);
    CHECK(g != expected);
  }
}

TEST_CASE("background: parts of a data set keep it") {
  const Dataset data = mostly_black();
  CHECK(first_examples(data, 10).background == black);
  CHECK(examples_of_class(data, 2).background == black);
}

}  // namespace caldera::test
