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

/// Moves one θ, step by step, along gradients that it is given. Owns what it remembers of them, of a length
/// fixed at construction; θ is the caller's. Not thread-safe.
template <class T>
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// Moves θ by one step, given the gradient there. Both have the length given at construction.
  virtual void step(std::span<T> theta, std::span<const T> gradient) = 0;
  /// Forgets all steps: as new, but for the learning rate.
  virtual void restart() = 0;

  /// η
  virtual double learning_rate() const = 0;
  /// η of all further steps.
  virtual void set_learning_rate(double rate) = 0;

  /// A copy of all that it remembers; η and the other options are no part of it.
  virtual OptimizerState<T> state() const = 0;
  /// Goes on from there. `state`: of an optimizer of the same kind and size.
  virtual void restore(const OptimizerState<T>& state) = 0;
};

/// The numbers of Adam.
struct AdamOptions {
  double learning_rate = 0.0015;  ///< η
  double decay_mean = 0.9;        ///< b₁
  double decay_square = 0.999;    ///< b₂
  double epsilon = 1e-8;          ///< ε
};

/// Adam (Kingma and Ba, 2015, algorithm 1), arranged as in PyTorch: with g the gradient at step t,
///   m ← b₁ m + (1−b₁) g,   v ← b₂ v + (1−b₂) g²,
///   θ ← θ − (η/(1−b₁ᵗ)) m / (√v / √(1−b₂ᵗ) + ε).
template <class T>
class Adam : public Optimizer<T> {
 public:
  /// parameters: P, the length of θ.
  Adam(std::size_t parameters, const AdamOptions& options);
  void step(std::span<T> theta, std::span<const T> gradient) override;
  void restart() override;
  double learning_rate() const override { return options_.learning_rate; }
  void set_learning_rate(double rate) override { options_.learning_rate = rate; }
  /// Moments: m, then v.
  OptimizerState<T> state() const override;
  void restore(const OptimizerState<T>& state) override;

 private:
  void count_step();

  AdamOptions options_;
  std::vector<T> mean_, square_;               // m and v
  std::int64_t steps_ = 0;                     // t
  double mean_power_ = 1, square_power_ = 1;  // b₁ᵗ and b₂ᵗ
};

/// The numbers of Sgd.
struct SgdOptions {
  double learning_rate = 0.01;  ///< η
  double momentum = 0.9;        ///< μ; 0: none
};

/// Stochastic gradient descent with momentum, as in PyTorch: u ← μ u + g,  θ ← θ − η u.
template <class T>
class Sgd : public Optimizer<T> {
 public:
  /// parameters: P, the length of θ.
  Sgd(std::size_t parameters, const SgdOptions& options);
  void step(std::span<T> theta, std::span<const T> gradient) override;
  void restart() override;
  double learning_rate() const override { return options_.learning_rate; }
  void set_learning_rate(double rate) override { options_.learning_rate = rate; }
  /// Moments: u.
  OptimizerState<T> state() const override { return {steps_, velocity_}; }
  void restore(const OptimizerState<T>& state) override;

 private:
  SgdOptions options_;
  std::vector<T> velocity_;  // u
  std::int64_t steps_ = 0;
};

}  // namespace caldera
