#pragma once
// First-order optimizers over a flat parameter vector. Arithmetic is in T, each operation rounded in
// the order written in optimizer.cpp; nothing is allocated by a step. Float trains networks, double
// follows Objectives.

#include <span>
#include <vector>

namespace caldera {

template <class T>
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// Moves θ by one step, given the gradient there.
  virtual void step(std::span<T> theta, std::span<const T> gradient) = 0;
  /// Forgets all steps: as new.
  virtual void restart() = 0;
};

struct AdamOptions {
  double learning_rate = 0.0015;
  double decay_mean = 0.9;      ///< b₁
  double decay_square = 0.999;  ///< b₂
  double epsilon = 1e-8;
};

/// Adam (Kingma and Ba, 2015, algorithm 1), arranged as in PyTorch: with g the gradient at step t,
///   m ← b₁ m + (1−b₁) g,   v ← b₂ v + (1−b₂) g²,
///   θ ← θ − (η/(1−b₁ᵗ)) m / (√v / √(1−b₂ᵗ) + ε).
template <class T>
class Adam : public Optimizer<T> {
 public:
  Adam(std::size_t parameters, const AdamOptions& options);
  void step(std::span<T> theta, std::span<const T> gradient) override;
  void restart() override;

 private:
  AdamOptions options_;
  std::vector<T> mean_, square_;               // m and v
  double mean_power_ = 1, square_power_ = 1;  // b₁ᵗ and b₂ᵗ
};

struct SgdOptions {
  double learning_rate = 0.01;
  double momentum = 0.9;  ///< μ
};

/// Stochastic gradient descent with momentum, as in PyTorch: u ← μ u + g,  θ ← θ − η u.
template <class T>
class Sgd : public Optimizer<T> {
 public:
  Sgd(std::size_t parameters, const SgdOptions& options);
  void step(std::span<T> theta, std::span<const T> gradient) override;
  void restart() override;

 private:
  SgdOptions options_;
  std::vector<T> velocity_;  // u
};

}  // namespace caldera
