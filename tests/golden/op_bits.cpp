// Bits of each op and of its three other rules.

#include <fmt/format.h>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "tests/golden/computations.h"

namespace caldera::golden {
namespace {

using namespace ops;

constexpr std::size_t rows = 37, cols = 19, out = 23;  // no multiples of a vector's width
constexpr ImageShape image{7, 5, 3};

struct Shape {
  std::size_t rows, cols;
};

/// How to record the op on its parameters.
template <class T>
struct Op {
  const char* name;
  std::vector<Shape> parameters;
  Var<T> (*record)(const std::vector<Var<T>>& p);
};

/// A leaf with a random class for each row.
template <class T>
Var<T> labels_on(Tape<T>& tape) {
  static const std::vector<T> labels = [] {
    const Stream stream{1, Purpose::test_data, 10};
    std::vector<T> drawn;
    for (std::size_t i = 0; i < rows; ++i) drawn.push_back(static_cast<T>(stream.bits(i) % cols));
    return drawn;
  }();
  const Var<T> leaf = tape.input("labels", rows, 1);
  tape.bind(leaf, labels);
  return leaf;
}

template <class T>
std::vector<Op<T>> ops() {
  using P = const std::vector<Var<T>>&;
  const std::vector<Shape> one = {{rows, cols}}, two = {{rows, cols}, {rows, cols}};
  const std::vector<Shape> images = {{rows, image.entries()}};
  return {
      {"affine",
       {{rows, cols}, {out, cols}, {1, out}},
       [](P p) { return affine(p[0], p[1], p[2]); }},
      {"sigmoid", one, [](P p) { return sigmoid(p[0]); }},
      {"tanh", one, [](P p) { return tanh(p[0]); }},
      {"relu", one, [](P p) { return relu(p[0]); }},
      {"add", two, [](P p) { return add(p[0], p[1]); }},
      {"subtract", two, [](P p) { return subtract(p[0], p[1]); }},
      {"multiply", two, [](P p) { return multiply(p[0], p[1]); }},
      {"scale", one, [](P p) { return scale(p[0], T(0.7)); }},
      {"sum", one, [](P p) { return sum(p[0]); }},
      {"mean", one, [](P p) { return mean(p[0]); }},
      {"squared_norm", one, [](P p) { return squared_norm(p[0]); }},
      {"squared_error", two, [](P p) { return squared_error(p[0], p[1]); }},
      {"softmax_cross_entropy", one,
       [](P p) { return softmax_cross_entropy(p[0], labels_on(*p[0].tape)); }},
      {"patches", images, [](P p) { return patches(p[0], image, 3); }},
      {"average_pool", images, [](P p) { return average_pool(p[0], image, 3); }},
      {"reshape", images, [](P p) { return reshape(p[0], p[0].cols(), p[0].rows()); }},
      {"convolution",
       {images[0], {out, 3 * 3 * image.channels}, {1, out}},
       [](P p) { return convolution(p[0], p[1], p[2], image, 3); }},
      {"product", {{rows, cols}, {out, cols}}, [](P p) { return product(p[0], p[1]); }},
      {"bordered_convolution",
       {images[0], {out, 3 * 3 * image.channels}, {1, out}},
       [](P p) { return convolution(p[0], p[1], p[2], image, 3, 1); }},
      {"max_pool", images, [](P p) { return max_pool(p[0], image, 2); }},
  };
}

/// y = op(θ), and L = ‖y‖² + ⟨c, y⟩, whose derivative with respect to y moves with θ.
template <class T>
void run(const Op<T>& op, Record& record) {
  Tape<T> tape;
  std::vector<Var<T>> parameters;
  for (const Shape& s : op.parameters) parameters.push_back(tape.parameter("p", s.rows, s.cols));
  const Var<T> y = op.record(parameters);
  const Var<T> weights = tape.input("c", y.rows(), y.cols());
  const std::vector<T> c = random_values<T>(y.rows() * y.cols(), 11);
  tape.bind(weights, c);
  const Var<T> scalar = add(squared_norm(y), sum(multiply(weights, y)));

  const std::size_t size = tape.parameter_count();
  const std::vector<T> theta = random_values<T>(size, 12), v = random_values<T>(size, 13);
  std::vector<T> result(size);
  Step step{fmt::format("ops/{}/{}", op.name, type_name<T>)};
  Linearization<T> at_theta(scalar, theta);
  step.add("value", tape.value(y).flat());
  step.add("tangent", jvp<T>(y, theta, v));
  step.add("pullback", vjp<T>(y, theta, c));
  step.add("gradient", at_theta.gradient());
  at_theta.hvp(v, result);
  step.add("hvp", result);
  at_theta.ggnvp(y, v, result);
  step.add("ggnvp", result);
  record.push_back(step);
}

}  // namespace

void op_bits(const Request&, Record& record) {
  for (const Op<float>& op : ops<float>()) run(op, record);
  for (const Op<double>& op : ops<double>()) run(op, record);
}

}  // namespace caldera::golden
