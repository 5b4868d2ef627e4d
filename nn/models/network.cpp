#include "caldera/nn/models/network.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/ops.h"

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

std::string name(Pooling pooling) { return pooling == Pooling::average ? "average" : "maximum"; }

Pooling pooling_from_name(const std::string& text, const std::string& where) {
  for (const Pooling p : {Pooling::average, Pooling::maximum})
    if (text == name(p)) return p;
  throw InputError("unknown pooling", where, "average or maximum", "'" + text + "'",
                   "name one of the two");
}

namespace {

ImageShape convolved(const ImageShape& image, const ConvolutionLayer& layer) {
  return convolved(image, layer.kernel, layer.channels, layer.border);
}

}  // namespace

ImageShape output_of(const ConvolutionLayer& layer, const ImageShape& image) {
  return pooled(convolved(image, layer), layer.pool);
}

std::size_t input_count(const NetworkShape& shape) {
  return shape.convolutions.empty() ? shape.widths.front() : shape.image.entries();
}

namespace {

std::string describe_convolutions(const NetworkShape& shape) {
  if (shape.convolutions.empty()) return {};
  const ImageShape& image = shape.image;
  std::string text = fmt::format("{}x{}x{}, ", image.height, image.width, image.channels);
  for (const ConvolutionLayer& layer : shape.convolutions) {
    text += fmt::format("{} of {}x{}", layer.channels, layer.kernel, layer.kernel);
    if (layer.border > 0) text += fmt::format(" border {}", layer.border);
    text += ", ";
    if (layer.pool == 1) continue;
    if (layer.pooling == Pooling::maximum) text += "maximum ";
    text += fmt::format("pool {}, ", layer.pool);
  }
  return text;
}

}  // namespace

std::string describe(const NetworkShape& shape) {
  std::string widths;
  for (const std::size_t width : shape.widths)
    widths += fmt::format("{}{}", widths.empty() ? "" : "-", width);
  return describe_convolutions(shape) + widths + ' ' + name(shape.activation);
}

std::string architecture(const NetworkShape& shape) {
  return (shape.convolutions.empty() ? "mlp " : "cnn ") + describe(shape);
}

std::vector<ParameterSlice> parameter_slices(const NetworkShape& shape) {
  std::vector<ParameterSlice> slices;
  std::size_t offset = 0;
  const auto add_layer = [&](const std::string& layer, std::size_t out, std::size_t in) {
    slices.push_back({layer, "weight", offset, out, in});
    slices.push_back({layer, "bias", offset + out * in, 1, out});
    offset += out * in + out;
  };
  std::size_t number = 0, channels = shape.image.channels;
  for (const ConvolutionLayer& layer : shape.convolutions) {
    add_layer(fmt::format("convolution{}", ++number), layer.channels,
              layer.kernel * layer.kernel * channels);
    channels = layer.channels;
  }
  for (std::size_t k = 1; k < shape.widths.size(); ++k)
    add_layer(fmt::format("layer{}", k), shape.widths[k], shape.widths[k - 1]);
  return slices;
}

std::vector<std::string> hidden_layers(const NetworkShape& shape) {
  std::vector<std::string> names;
  for (const ParameterSlice& slice : parameter_slices(shape))
    if (slice.kind == "weight") names.push_back(slice.layer);
  names.pop_back();
  return names;
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

template <class T>
Var<T> activate(Activation activation, Var<T> x) {
  switch (activation) {
    case Activation::sigmoid:
      return ops::sigmoid(x);
    case Activation::tanh:
      return ops::tanh(x);
    case Activation::relu:
      return ops::relu(x);
  }
  return x;
}

NetworkShape::operator Recorder() const {
  return Recorder::of([shape = *this]<class T>(Tape<T>& tape, std::size_t rows) {
    return record_network(shape, tape, rows);
  });
}

namespace {

/// A convolution with what follows it.
template <class T>
Var<T> record_convolution(const ConvolutionLayer& layer, Activation activation, const ImageShape& image,
                          Var<T> x, Var<T> w, Var<T> b) {
  const Var<T> y =
      activate(activation, ops::convolution(x, w, b, image, layer.kernel, layer.border));
  if (layer.pool == 1) return y;
  const auto pool =
      layer.pooling == Pooling::average ? ops::average_pool<T> : ops::max_pool<T>;
  return pool(y, convolved(image, layer), layer.pool);
}

}  // namespace

template <class T>
Recorded<T> record_network(const NetworkShape& shape, Tape<T>& tape, std::size_t rows) {
  assert(shape.widths.size() >= 2);
  Recorded<T> network;
  network.inputs = tape.input("inputs", rows, input_count(shape));
  network.targets = tape.input("labels", rows, 1);
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  auto slice = slices.begin();
  const auto next_parameter = [&] {
    const ParameterSlice& s = *slice++;
    return tape.parameter(s.layer + "/" + s.kind, s.rows, s.cols);
  };

  Var<T> x = network.inputs;
  ImageShape image = shape.image;
  for (const ConvolutionLayer& layer : shape.convolutions) {
    const Var<T> w = next_parameter(), b = next_parameter();
    x = record_convolution(layer, shape.activation, image, x, w, b);
    image = output_of(layer, image);
    network.hidden.push_back(x);
  }
  assert(shape.convolutions.empty() || image.entries() == shape.widths.front());
  for (std::size_t k = 1; k < shape.widths.size(); ++k) {
    const Var<T> w = next_parameter(), b = next_parameter();
    if (k > 1) {
      x = activate(shape.activation, x);
      network.hidden.push_back(x);
    }
    x = ops::affine(x, w, b);
  }
  network.output = x;
  network.losses = ops::softmax_cross_entropy(network.output, network.targets);
  return network;
}

template Var<float> activate(Activation, Var<float>);
template Var<double> activate(Activation, Var<double>);
template Recorded<float> record_network(const NetworkShape&, Tape<float>&, std::size_t);
template Recorded<double> record_network(const NetworkShape&, Tape<double>&, std::size_t);

}  // namespace caldera
