#pragma once
// What the program linear_cascade writes and its figure and verdict read. D is the depth, a mode is
// counted from 1, by falling singular value. In the run file:
//
//   /depth<D>/rising, /falling    the sweeps by minimisation
//   /depth<D>/origin              the curve of stationary points at θ = 0, from high β to low
//   /depth<D>/branch<mode>        the curve on which this mode is the last that is learned
//   /critical, /jumps, /orders, /scaling, /exponents     tables, of all depths
//
// All columns are numbers; whole ones and choices too are stored as such.

#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// A stationary point of L = E + (β/2)‖θ‖², on a path.
struct LinearPoint {
  double beta = 0;
  double error = 0;          ///< E
  double distance = 0;       ///< ‖θ‖
  double gradient_norm = 0;  ///< ‖∇L‖
  double lowest = 0;         ///< λ_min(∇²L)
  std::vector<double> products = {};  ///< u_iᵀ W_D…W₁ v_i of every mode

  /// Symmetries of L have eigenvalues that are zero but for rounding.
  bool is_minimum() const { return lowest >= -1e-9; }
};

using LinearPath = std::vector<LinearPoint>;

/// A mode whose product is not below this is learned.
inline constexpr double learned_product = 1e-9;

/// The points at which a mode (from 0) is learned and was not at the one before, or the reverse.
std::vector<std::size_t> changes(const LinearPath& path, std::size_t mode);

/// Where continuation found an eigenvalue to vanish (probes/continuation/critical_point.h).
struct LinearCritical {
  double depth = 0;
  double mode = 0;  ///< that comes or goes
  double singular_value = 0;
  double learned = 0;  ///< so many modes are learned on the curve
  double fold = 0;     ///< 1: fold, 0: branch point
  double beta = 0;
  double beta_error = 0;                           ///< as the continuation estimates it
  double formula = 0;                              ///< β in closed form
  double curvature = 0;                            ///< φᵀ∇²Lφ
  double curvature_bound = 0;                      ///< ‖∇²Lφ‖
  double overlap = 0;                              ///< φᵀθ
  double gradient_norm = 0;                        ///< ‖∇L‖
  double negative_before = 0, negative_after = 0;  ///< at the neighbours on the curve
};

/// How much the product of a mode changes in the step of β in which the mode comes or goes.
struct LinearJump {
  double depth = 0;
  double mode = 0;
  double rising = 0;  ///< 1: β rises, 0: it falls
  double step = 0;    ///< |Δβ|
  double jump = 0;
};

/// jump ∝ step^exponent, and the jump for step → 0.
struct LinearOrder {
  double depth = 0;
  double mode = 0;
  double rising = 0;
  double exponent = 0, exponent_error = 0;
  double limit = 0;
  double formula = 0;  ///< of the limit
};

/// Next to a critical point on a branch: the smallest eigenvalue of ∇²L, without those that are
/// zero by symmetry.
struct LinearScaling {
  double depth = 0;
  double mode = 0;
  double saddle = 0;    ///< 1: saddle, 0: minimum
  double distance = 0;  ///< β of the critical point − β
  double eigenvalue = 0;
};

/// |eigenvalue| ∝ distance^exponent, up to a distance.
struct LinearExponent {
  double depth = 0;
  double mode = 0;
  double saddle = 0;
  double exponent = 0, exponent_error = 0;
  double prefactor = 0;
  double farthest = 0;
};

/// All of a run.
struct LinearDepth {
  std::size_t depth = 0;
  LinearPath rising = {}, falling = {}, origin = {};
  std::vector<LinearPath> branches = {};  ///< by mode
};
struct LinearRun {
  std::vector<double> singular_values = {};  ///< falling
  std::vector<LinearDepth> depths = {};
  std::vector<LinearCritical> critical = {};
  std::vector<LinearJump> jumps = {};
  std::vector<LinearOrder> orders = {};
  std::vector<LinearScaling> scaling = {};
  std::vector<LinearExponent> exponents = {};
  std::vector<std::string> notes = {};  ///< what did not converge, in words; not in the run file
};

void write_linear_run(RunWriter& file, const LinearRun& run);

/// Throws InputError for a file of another study.
LinearRun read_linear_run(const RunFile& file);

}  // namespace caldera
