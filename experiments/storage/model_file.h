#pragma once
// Model parameters in a run file, laid out as h5py would write them from a PyTorch state dict:
// /parameters/<layer>/weight (out × in) and /parameters/<layer>/bias, with attributes on the root.

#include <span>
#include <string>
#include <vector>

#include "experiments/storage/run_file.h"

namespace caldera {

/// Root attributes of a model file.
struct ModelDescription {
  std::string architecture;          ///< "mlp"
  std::vector<std::int64_t> layers;  ///< widths from input to output: {784, 20, 10}
  std::string activation;            ///< of the hidden layers: "sigmoid", "tanh" or "relu"
};

void write_model_description(RunWriter& writer, const ModelDescription& model);
ModelDescription read_model_description(const RunFile& file);

/// Writes one layer. weight: out × in, bias: out. T is float or double.
template <class T>
void write_layer(RunWriter& writer, const std::string& layer, ConstMatrix<T> weight,
                 std::span<const T> bias);

}  // namespace caldera
