#pragma once
// Networks over one flat parameter vector θ: fully connected layers (a multilayer perceptron, MLP),
// or convolutions in front of them (a convolutional network, CNN).

#include <cstdint>
#include <string>
#include <vector>

#include "caldera/autograd/image.h"
#include "caldera/nn/models/recorder.h"

namespace caldera {

/// The function between layers (autograd/ops.h).
enum class Activation {
  sigmoid,  ///< 1 / (1 + e⁻ˣ)
  tanh,     ///< (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
  relu      ///< max(x, 0)
};

/// "sigmoid", "tanh" or "relu".
std::string name(Activation activation);
/// The inverse of name(). Throws InputError for an unknown activation, naming `where` it was found.
Activation activation_from_name(const std::string& text, const std::string& where = "model");

/// What is made of the numbers of a square of pixels (autograd/ops.h).
enum class Pooling {
  average,  ///< their mean
  maximum   ///< the largest
};

/// "average" or "maximum".
std::string name(Pooling pooling);
/// The inverse of name(). Throws InputError for an unknown kind, naming `where` it was found.
Pooling pooling_from_name(const std::string& text, const std::string& where);

/// Convolution with kernel × kernel weights for each channel in and out, the activation, and pooling
/// over squares of pool × pool pixels (autograd/ops.h).
struct ConvolutionLayer {
  std::size_t channels;                ///< out
  std::size_t kernel;                  ///< pixels
  std::size_t pool = 1;                ///< pixels; 1 is no pooling
  std::size_t border = 0;              ///< pixels of zeros around the image, fewer than the kernel has
  Pooling pooling = Pooling::average;  ///< without a meaning where there is no pooling
};

/// What `layer` makes of such an image.
ImageShape output_of(const ConvolutionLayer& layer, const ImageShape& image);

/// Widths from input to output, such as {16, 32, 3}; the activation follows every layer
/// but the last. Of a CNN, widths.front() is the number of entries that the last convolution gives.
struct NetworkShape {
  std::vector<std::size_t> widths;                  ///< two or more, from input to output
  Activation activation = Activation::sigmoid;      ///< behind all layers but the last
  std::vector<ConvolutionLayer> convolutions = {};  ///< in front of the widths; an MLP has none
  ImageShape image = {};                            ///< of a CNN: its input

  /// The network with softmax cross-entropy, as a model; it has its own copy of the shape.
  operator Recorder() const;
};

/// Number of inputs of an example.
std::size_t input_count(const NetworkShape& shape);

/// "16-32-3 sigmoid", or "4x4x1, 8 of 3x3, pool 2, 8-16-3 sigmoid": the image, for each
/// convolution its channels, kernel and pool, and the widths. With a border and the maximum:
/// "4x4x1, 8 of 3x3 border 1, maximum pool 2, 32-3 relu".
std::string describe(const NetworkShape& shape);

/// The same after its kind: "mlp 16-32-3 sigmoid" or "cnn 4x4x1, …".
std::string architecture(const NetworkShape& shape);

/// A named view of θ: `rows` × `cols` entries from `offset`, row by row.
struct ParameterSlice {
  std::string layer;  ///< "convolution1" … "layer1" …
  std::string kind;   ///< "weight" (out × in; in is a patch for a convolution) or "bias" (1 × out)
  std::size_t offset;  ///< of its first entry in θ
  std::size_t rows;    ///< of the matrix
  std::size_t cols;    ///< of the matrix
};

/// θ in order: convolution1 weight, convolution1 bias, … layer1 weight, layer1 bias, …
std::vector<ParameterSlice> parameter_slices(const NetworkShape& shape);

/// The names of all layers but the last: "convolution1" … "layer1" …
std::vector<std::string> hidden_layers(const NetworkShape& shape);

/// P, the length of θ.
std::size_t parameter_count(const NetworkShape& shape);

/// Weights and biases uniform in ±1/√fan_in (what PyTorch's Linear and Conv2d do, and so the
/// paper), fan_in being the number of columns of the weight.
/// Stream: the seed, purpose initial_parameters; the element is the index in θ.
std::vector<float> initial_parameters(const NetworkShape& shape, std::uint64_t seed);

/// The activation of x, entry by entry.
template <class T>
Var<T> activate(Activation activation, Var<T> x);

/// Records the network: `targets` are class indices, rows × 1; `output` are the logits,
/// rows × widths.back(); `losses` are cross-entropies; `hidden` is what each layer but the last passes
/// on, rows × its width.
template <class T>
Recorded<T> record_network(const NetworkShape& shape, Tape<T>& tape, std::size_t rows);

}  // namespace caldera
