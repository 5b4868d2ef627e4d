#pragma once
// First-order optimizers over a flat parameter vector. Arithmetic is in T, each operation rounded in
// the order written in optimizer.cpp; nothing is allocated by a step. Float trains networks, double
// follows Objectives.

#include <cstdint>
#include <span>
#include <vector>

namespace caldera {

/// What an optimizer remembers of its steps: with it, another one goes on to the same bits.
template <class T>
struct OptimizerState {
  std::int64_t steps = 0;      ///< since it was new
  std::vector<T> moments = {};  ///< what it keeps of the gradients: a few vectors as long as θ
};

template <class T>
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// Moves θ by one step, given the gradient there.
  virtual void step(std::span<T> theta, std::span<const T> gradient) = 0;
  /// Forgets all steps: as new, but for the learning rate.
  virtual void restart() = 0;

  virtual double learning_rate() const = 0;
  virtual void set_learning_rate(double rate) = 0;

  virtual OptimizerState<T> state() const = 0;
  /// `state`: of an optimizer of the same kind and size.
  virtual void restore(const OptimizerState<T>& state) = 0;
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
  double learning_rate() const override { return options_.learning_rate; }
  void set_learning_rate(double rate) override { options_.learning_rate = rate; }
  OptimizerState<T> state() const override;
  void restore(const OptimizerState<T>& state) override;

 private:
  void count_step();

  AdamOptions options_;
  std::vector<T> mean_, square_;               // m and v
  std::int64_t steps_ = 0;                     // t
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
  double learning_rate() const override { return options_.learning_rate; }
  void set_learning_rate(double rate) override { options_.learning_rate = rate; }
  OptimizerState<T> state() const override { return {steps_, velocity_}; }
  void restore(const OptimizerState<T>& state) override;

 private:
  SgdOptions options_;
  std::vector<T> velocity_;  // u
  std::int64_t steps_ = 0;
};

}  // namespace caldera
