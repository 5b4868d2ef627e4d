#include "nn/network.h"

#include <cassert>
#include <cmath>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/random.h"
#include "autograd/ops.h"

namespace caldera {

std::string name(Activation activation) {
  switch (activation) {
    case Activation::sigmoid:
      return "sigmoid";
    case Activation::tanh:
      return "tanh";
    case Activation::relu:
      return "relu";
  }
  return {};
}

Activation activation_from_name(const std::string& text, const std::string& where) {
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu})
    if (text == name(a)) return a;
  throw InputError("unknown activation", where, "sigmoid, tanh or relu", "'" + text + "'",
                   "name one of the three");
}

std::string describe(const NetworkShape& shape) {
  std::string text;
  for (const std::size_t width : shape.widths) {
    if (!text.empty()) text += '-';
    text += std::to_string(width);
  }
  return text + ' ' + name(shape.activation);
}

std::vector<ParameterSlice> parameter_slices(const NetworkShape& shape) {
  std::vector<ParameterSlice> slices;
  std::size_t offset = 0;
  for (std::size_t k = 1; k < shape.widths.size(); ++k) {
    const std::string layer = "layer" + std::to_string(k);
    const std::size_t in = shape.widths[k - 1], out = shape.widths[k];
    slices.push_back({layer, "weight", offset, out, in});
    slices.push_back({layer, "bias", offset + out * in, 1, out});
    offset += out * in + out;
  }
  return slices;
}

std::size_t parameter_count(const NetworkShape& shape) {
  const ParameterSlice last = parameter_slices(shape).back();
  return last.offset + last.rows * last.cols;
}

std::vector<float> initial_parameters(const NetworkShape& shape, std::uint64_t seed) {
  const Stream stream{seed, Purpose::initial_parameters};
  std::vector<float> theta(parameter_count(shape));
  double bound = 0;
  for (const ParameterSlice& slice : parameter_slices(shape)) {
    // A bias follows its weight and shares its fan-in.
    if (slice.kind == "weight") bound = 1 / std::sqrt(static_cast<double>(slice.cols));
    for (std::size_t i = slice.offset; i < slice.offset + slice.rows * slice.cols; ++i)
      theta[i] = static_cast<float>(bound * (2 * stream.uniform(i) - 1));
  }
  return theta;
}

namespace {

template <class T>
Var<T> activate(Activation activation, Var<T> x) {
  switch (activation) {
    case Activation::sigmoid:
      return sigmoid(x);
    case Activation::tanh:
      return tanh(x);
    case Activation::relu:
      return relu(x);
  }
  return x;
}

}  // namespace

template <class T>
NetworkTape<T>::NetworkTape(const NetworkShape& shape, std::size_t rows) {
  assert(shape.widths.size() >= 2);
  inputs = tape.input("inputs", rows, shape.widths.front());
  labels = tape.input("labels", rows, 1);
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  Var<T> x = inputs;
  for (std::size_t k = 0; k < slices.size(); k += 2) {
    const ParameterSlice &weight = slices[k], &bias = slices[k + 1];
    const Var<T> w = tape.parameter(weight.layer + "/weight", weight.rows, weight.cols);
    const Var<T> b = tape.parameter(bias.layer + "/bias", bias.rows, bias.cols);
    if (k > 0) x = activate(shape.activation, x);
    x = affine(x, w, b);
  }
  logits = x;
  losses = softmax_cross_entropy(logits, labels);
  loss = mean(losses);
}

template struct NetworkTape<float>;
template struct NetworkTape<double>;

}  // namespace caldera
