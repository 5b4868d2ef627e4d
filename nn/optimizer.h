#pragma once
// First-order optimizers over a flat float parameter vector. Arithmetic is in float, each
// operation rounded in the order written in optimizer.cpp; nothing is allocated by a step.

#include <span>
#include <vector>

namespace caldera {

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// Moves θ by one step, given the gradient there.
  virtual void step(std::span<float> theta, std::span<const float> gradient) = 0;
  /// Forgets all steps: as new.
  virtual void restart() = 0;
};

/// Adam (Kingma and Ba, 2015, algorithm 1), arranged as in PyTorch: with g the gradient at step t,
///   m ← b₁ m + (1−b₁) g,   v ← b₂ v + (1−b₂) g²,
///   θ ← θ − (η/(1−b₁ᵗ)) m / (√v / √(1−b₂ᵗ) + ε).
class Adam : public Optimizer {
 public:
  struct Options {
    double learning_rate = 0.0015;
    double decay_mean = 0.9;      ///< b₁
    double decay_square = 0.999;  ///< b₂
    double epsilon = 1e-8;
  };
  Adam(std::size_t parameters, const Options& options);
  void step(std::span<float> theta, std::span<const float> gradient) override;
  void restart() override;

 private:
  Options options_;
  std::vector<float> mean_, square_;                  // m and v
  double mean_power_ = 1, square_power_ = 1;  // b₁ᵗ and b₂ᵗ
};

/// Stochastic gradient descent with momentum, as in PyTorch: u ← μ u + g,  θ ← θ − η u.
class Sgd : public Optimizer {
 public:
  struct Options {
    double learning_rate = 0.01;
    double momentum = 0.9;  ///< μ
  };
  Sgd(std::size_t parameters, const Options& options);
  void step(std::span<float> theta, std::span<const float> gradient) override;
  void restart() override;

 private:
  Options options_;
  std::vector<float> velocity_;  // u
};

}  // namespace caldera
