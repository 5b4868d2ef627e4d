#pragma once
// The origin sweeps of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866): which network is trained on which data, how fast, and how far β goes. To add
// one, add an entry in cases.cpp.

#include <optional>
#include <string>
#include <vector>

#include "caldera/autograd/regulariser.h"
#include "caldera/nn/models/network.h"
#include "experiments/model/training_setup.h"
#include "experiments/study/profile.h"

namespace caldera {

struct Case {
  std::string name;     ///< of --case
  std::string dataset;  ///< one of nn/data/data_sets.h
  NetworkShape shape = {};
  double learning_rate = 0.0015;  ///< of the optimizer
  double beta_max = 0;
  ByProfile<double> beta_step = {};
  std::optional<std::size_t> smoke_subset = {};  ///< training examples in smoke; default: all
  int batch = 64;
  StoppingRule stopping = {};
  OptimizerChoice optimizer = {};
  PullConvention convention = PullConvention::weight_decay;  ///< what is minimised, what reported

  /// Throw InputError for an unknown profile.
  BetaGrid grid(const std::string& profile) const;
  std::optional<std::size_t> subset(const std::string& profile) const;
};

/// All of them; the first is the default.
const std::vector<Case>& sweep_cases();

/// Throws InputError for an unknown one.
const Case& case_named(const std::string& name);

/// "mnist, fast, relu, fashion or cnn"
std::string case_names();

}  // namespace caldera
