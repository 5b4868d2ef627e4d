#pragma once
// Models in HDF5 files, laid out as h5py would write them from a PyTorch state dict:
//
//   /                             attributes architecture ("mlp"), layers (widths from input to
//                                 output), activation ("sigmoid", "tanh" or "relu")
//   /parameters/layer<k>/weight   out × in, float or double, k = 1, 2, …
//   /parameters/layer<k>/bias     out, of the same type
//
// A convolutional network has architecture "cnn", and in front of its layers
//
//   /                                   attributes image (height, width, channels) and, with a
//   number
//                                       for each convolution, channels (out), kernels and pools;
//                                       where there are any, borders (pixels of zeros around the
//                                       image); and, unless all average, poolings ("average" or
//                                       "maximum")
//   /parameters/convolution<k>/weight   channels out × (kernel · kernel · channels in)
//   /parameters/convolution<k>/bias     channels out
//
// Every run file of a sweep is also a model file, that of its last point; and it keeps the
// parameters of all its points.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/network.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// A model and its parameters θ, in the order of parameter_slices(shape).
struct Model {
  NetworkShape shape;
  std::vector<double> parameters;
};

/// Writes description and parameters. θ: parameter_count(shape) entries; T is float or double.
template <class T>
void write_model(RunWriter& writer, const NetworkShape& shape, std::span<const T> theta);

/// Reads a model file. Throws InputError for a missing attribute or layer, a layer too many, a
/// wrong shape, an element type that is not float or double, an unknown architecture or activation,
/// convolutions that do not fit their image or the first layer, and a parameter that is not finite;
/// names the place.
Model read_model(const std::filesystem::path& path);

/// The models at all points of a sweep, as its run file keeps them.
struct SweepModels {
  std::filesystem::path path;  ///< of the file, for errors
  NetworkShape shape;
  StoredMatrix<float> parameters;  ///< points × parameter_count(shape)

  /// The model at a point, counted from 0. Throws InputError for a point beyond the last, and for a
  /// parameter that is not finite.
  Model at(std::size_t point) const;
};

/// Reads them all, once. Throws InputError for a file without them, and for a shape that read_model
/// would not take.
SweepModels read_sweep_models(const std::filesystem::path& path);

/// The model at one point: read_sweep_models(path).at(point).
Model read_model_at(const std::filesystem::path& path, std::size_t point);

/// Throws InputError, naming `where` the model comes from, unless it takes the data set's inputs
/// and gives an output a class.
void check_fits(const NetworkShape& shape, const std::string& where, const Dataset& data);

/// For paths that are followed in float. Throws InputError as read_model does, and if a parameter
/// is not a float.
std::vector<float> float_parameters(const Model& model, const std::filesystem::path& path);

}  // namespace caldera
