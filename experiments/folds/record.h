#pragma once
// What was found about the fold behind a transition, and how it lies in run files.

#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// The weights of the training run, and the minimum near them.
struct PolishRow {
  double beta = 0;
  double trained_error = 0, trained_accuracy = 0, trained_distance = 0;  ///< before
  double trained_gradient_norm = 0;
  double error = 0, accuracy = 0, distance = 0;  ///< of the minimum
  double gradient_norm = 0;                      ///< ‖∇L‖
  double moved = 0;                              ///< ‖θ − θ_trained‖
  double margin = 0, margin_bound = 0;           ///< λ_min(∇²L), within so much
  double products = 0;
};

/// A stationary point on the way to a fold. t is the tangent of the curve
/// (probes/continuation/stationary_curve.h).
struct FoldPathRow {
  double fold = 0;  ///< which it leads to, or comes from, counted from 1
  double beta = 0, error = 0, distance = 0, gradient_norm = 0;
  double rate = 0;       ///< t_c: has the sign of FoldRecord::direction on the way there, the other behind it
  double curvature = 0;  ///< of L along t_θ: t_θᵀ∇²L t_θ/‖t_θ‖²
  double curvature_bound = 0;           ///< an eigenvalue of ∇²L lies within this of it
  double margin = 0, margin_bound = 0;  ///< λ_min(∇²L), within so much
  double products = 0;                  ///< Hessian-vector products since the point before
};

/// A fold, and the fall from it.
struct FoldRow {
  double is_fold = 1;    ///< 0: a branch point (probes/continuation/critical_point.h)
  double converged = 0;  ///< 1: ‖∇²Lφ‖ is as small as was asked for
  double beta = 0, beta_error = 0;
  double gradient_norm = 0;
  double curvature = 0, curvature_bound = 0;          ///< φᵀ∇²Lφ and ‖∇²Lφ‖
  double overlap = 0;                                 ///< φᵀθ
  double margin_before = 0, margin_before_bound = 0;  ///< λ_min(∇²L) at the last point before it
  double margin_after = 0, margin_after_bound = 0;    ///< and a step behind it, on the saddles
  double negative_before = 0, negative_after = 0;     ///< certainly negative eigenvalues there
  double error = 0, accuracy = 0, distance = 0;       ///< at the fold
  double next_beta = 0;                               ///< of the fall
  double next_error = 0, next_accuracy = 0, next_distance = 0;  ///< where it ends
  double fallen = 0;                                            ///< how far from the fold
  std::vector<double> layer_shares = {};   ///< of ‖φ‖², by slice of θ (nn/models/network.h)
  std::vector<double> class_changes = {};  ///< φᵀ∇E_k: of the error of class k, by class
  std::vector<double> direction = {};      ///< φ, P entries, pointing to the saddles
};

/// How much of a run's jump of E a fall must have to be taken for the same transition, or its reverse.
inline constexpr double transition_share = 0.5;

/// All of one transition.
struct FoldRecord {
  double beta_left = 0, beta_right = 0, error_jump = 0;  ///< of the training run
  double direction = 1;  ///< of β along the path: 1 up from before the jump, −1 down from behind it
  PolishRow polished = {};
  std::vector<FoldPathRow> path = {};
  std::vector<FoldRow> folds = {};
  std::vector<std::string> slices = {};  ///< of layer_shares: "layer1 weight" …

  /// The first whose fall raises E by at least transition_share of the observed jump, or where β falls
  /// lowers it by as much; none: nullptr.
  const FoldRow* transition() const;
};

/// Writes the groups /observed, /polished, /path and /folds.
void write_folds(RunWriter& file, const FoldRecord& record);

/// The inverse. Throws InputError for a file without them.
FoldRecord read_folds(const RunFile& file);

}  // namespace caldera
