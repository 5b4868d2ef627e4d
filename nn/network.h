#pragma once
// Multilayer perceptrons: fully connected layers over one flat parameter vector θ.

#include <cstdint>
#include <string>
#include <vector>

#include "autograd/tape.h"

namespace caldera {

enum class Activation { sigmoid, tanh, relu };

std::string name(Activation activation);
/// The inverse of name(). Throws InputError for an unknown activation, naming `where` it was found.
Activation activation_from_name(const std::string& text, const std::string& where = "model");

/// Widths from input to output, such as {784, 128, 128, 10}; the activation follows every layer
/// but the last.
struct NetworkShape {
  std::vector<std::size_t> widths;
  Activation activation = Activation::sigmoid;
};

/// "784-128-128-10 sigmoid"
std::string describe(const NetworkShape& shape);

/// A named view of θ: `rows` × `cols` entries from `offset`, row by row.
struct ParameterSlice {
  std::string layer;  ///< "layer1" …
  std::string kind;   ///< "weight" (out × in) or "bias" (1 × out)
  std::size_t offset, rows, cols;
};

/// θ in order: layer1 weight, layer1 bias, layer2 weight …
std::vector<ParameterSlice> parameter_slices(const NetworkShape& shape);

/// P, the length of θ.
std::size_t parameter_count(const NetworkShape& shape);

/// Weights and biases uniform in ±1/√fan_in (what PyTorch's Linear does, and so the paper).
/// Stream: the seed, purpose initial_parameters; the element is the index in θ.
std::vector<float> initial_parameters(const NetworkShape& shape, std::uint64_t seed);

/// A recorded network with mean softmax cross-entropy over `rows` examples.
template <class T>
struct NetworkTape {
  NetworkTape(const NetworkShape& shape, std::size_t rows);

  Tape<T> tape;
  Var<T> inputs;  ///< rows × widths.front(); bind before replaying
  Var<T> labels;  ///< rows × 1, class indices; bind before replaying
  Var<T> logits;  ///< rows × widths.back()
  Var<T> losses;  ///< rows × 1, cross-entropy of each example
  Var<T> loss;    ///< 1 × 1, their mean
};

}  // namespace caldera
