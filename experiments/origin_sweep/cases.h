#pragma once
// The origin sweeps of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866): what is trained on what, how fast, and how far β goes.

#include <optional>
#include <string>
#include <vector>

#include "experiments/study/profile.h"
#include "nn/network.h"

namespace caldera {

/// One of them, as a profile runs it.
struct Case {
  std::string dataset;
  NetworkShape shape = {};
  double learning_rate = 0.0015;  ///< of Adam
  BetaGrid grid = {};
  std::optional<std::size_t> subset = {};  ///< training examples; default: all
};

/// mnist    sigmoids on MNIST, β to 0.09 (Fig. 2)
/// fast     the same at ten times the learning rate, 0.015 (Fig. 5)
/// relu     rectified linear units on MNIST, β to 0.53 (Fig. 6)
/// fashion  sigmoids on Fashion-MNIST, β to 0.145 (Fig. 6)
/// cnn      a convolutional network on synthetic patterns of 4 × 4, β to 1 (Fig. 7)
///
/// All but mnist take few training examples in the profile smoke. Throws InputError for an unknown
/// case or profile.
Case case_named(const std::string& name, const std::string& profile);

}  // namespace caldera
