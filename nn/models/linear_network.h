#pragma once
// Deep linear networks f(x) = W_D…W₁ x, whose minima are known exactly.
//
// With white inputs (mean x xᵀ = I) the mean squared error is E(θ) = ½‖W_D…W₁ − S‖²_F, S the target
// matrix. Here S is n × n with the singular values s_i > 0, and full:
//
//     S = Q diag(s) Rᵀ,   Q = I − 2qqᵀ/qᵀq with q_i = i,   R the same with r_i = √i,   i = 1 … n.
//
// All W_k are n × n; θ is W₁, W₂, …, W_D, row by row: P = D n² entries. L = E + (c/2)‖θ‖² is
// stationary at the *balanced* weights W₁ = diag(a) Rᵀ, W_k = diag(a), W_D = Q diag(a), wherever
// every a_i is for its mode (nn/models/linear_mode.h).
//
// Symmetry. L does not change when W_k → O W_k and W_{k+1} → W_{k+1} Oᵀ with O orthogonal: so for
// n ≥ 2 a point with any a_i > 0 is one of many, and ∇²L has as many zero eigenvalues as the orbit
// has dimensions: (D−1) · [r(r−1)/2 + r(n−r)] for r modes with a_i > 0.

#include <span>
#include <vector>

#include "caldera/autograd/tape_objective.h"

namespace caldera {

/// D ≥ 2 and the s_i; n is their number.
struct LinearTask {
  std::size_t depth;                    ///< D, layers
  std::vector<double> singular_values;  ///< s_i of the target, in the order of its modes

  /// n, inputs and outputs of every layer.
  std::size_t width() const { return singular_values.size(); }
};

/// The recording of E, with the data that is bound to it; owns both.
struct LinearTape {
  /// Throws InputError for a depth below 2, no singular value, or one that is not positive.
  explicit LinearTape(const LinearTask& task);
  std::vector<double> identity;  ///< n × n: the inputs
  std::vector<double> targets;   ///< n × n: Sᵀ
  Tape<double> tape;             ///< its parameters are "layer1", "layer2", …, n × n each
  Var<double> error;             ///< E
};

/// E(θ), with a tape of its own.
class LinearNetwork : private LinearTape, public TapeObjective {
 public:
  /// Throws InputError for a depth below 2, no singular value, or one that is not positive.
  explicit LinearNetwork(const LinearTask& task) : LinearTape(task), TapeObjective(error) {}
};

/// θ of the balanced weights with strengths a, n entries.
std::vector<double> balanced_weights(const LinearTask& task, std::span<const double> strengths);

/// u_iᵀ W_D…W₁ v_i for every mode, u_i and v_i the columns of Q and R: a_i^D at balanced weights,
/// and the same all over their orbit.
std::vector<double> mode_products(const LinearTask& task, std::span<const double> theta);

}  // namespace caldera
