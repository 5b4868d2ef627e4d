#pragma once
// Which network is trained on which data, and how: shared by all programs that follow minima of
// networks.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "caldera/nn/models/network.h"
#include "caldera/nn/training/training.h"
#include "experiments/model/data_sets.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// Which optimizer takes the steps, and what it remembers of them.
struct OptimizerChoice {
  std::string name = "adam";  ///< or "sgd"
  double momentum = 0.9;      ///< of SGD
  bool is_kept = false;       ///< goes on from β to β with what it remembers; else afresh at every β
};

/// Mini-batch training at one β after the other.
struct TrainingSetup {
  std::string dataset = "mnist";    ///< one of experiments/model/data_sets.h
  std::filesystem::path data = {};  ///< folder of the data set's files; empty: the default one
  std::optional<std::size_t> subset = {};  ///< the first so many training examples; default: all
  NetworkShape shape = {};
  double learning_rate = 0.0015;
  int batch = 64;
  StoppingRule stopping = {};
  OptimizerChoice optimizer = {};
  std::int64_t seed = 1;  ///< of the shuffles, and of a data set that is drawn

  DataSource source() const { return {dataset, data, seed}; }
};

/// The fully connected network of arXiv 2512.11866 for a data set: two hidden layers of 128 units.
NetworkShape paper_network(const std::string& dataset, Activation activation);

/// What of it belongs to the identity of a run; the seed stands beside the configuration. A run on
/// all training examples says nothing of a subset.
Configuration configuration_of(const TrainingSetup& setup);

/// A new one, for the parameters of the network.
std::unique_ptr<Optimizer<float>> make_optimizer(const TrainingSetup& setup);

/// How a sweep was trained, as its run file says it; the folder of the data is not known. Throws
/// InputError for a file that is no sweep's, for numbers that no sweep can be trained with, and if
/// what its optimizer remembered is needed to go on: run files do not have it.
TrainingSetup setup_of(const RunFile& sweep);

/// Trains on what runs were made on; without a subset of its own on the same one. Throws InputError
/// for a larger one, which the runs have not seen, and for another seed of a data set that is
/// drawn.
void take_data(TrainingSetup& setup, const RunData& data);

/// A data set's two halves.
struct TrainingData {
  Dataset training, test;
};

/// Reads the data set, and takes the subset. Throws InputError for what the data set's reader
/// refuses, a network that does not fit, and a batch larger than the training set. `program`: whose
/// network it is.
TrainingData load(const TrainingSetup& setup, const std::string& program);

}  // namespace caldera
