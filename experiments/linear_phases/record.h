#pragma once
// What the program linear_phases writes and its figure and verdict read. A phase is a minimum of
// L = E + (β/2)‖θ‖². Depths are numbers of layers; modes are counted from 1, by falling singular
// value. A text such as "110" says of each mode whether it is learned: here the first two are.
//
// Searches start from balanced weights in the singular bases of the target, which are known. All numbers in the
// run file are then found by Newton's method and descent. The closed forms that they are compared with are in
// plots/linear_phases/closed_forms.h.

#include <string>
#include <vector>

#include "experiments/run/columns.h"

namespace caldera {

/// A mode whose product u_iᵀ W_D…W₁ v_i is not below this is learned.
inline constexpr double learned_mode = 1e-6;

/// A point of the curve of a phase, or behind its fold of the saddles.
struct PhasePoint {
  std::size_t depth = 0;     ///< D
  std::size_t mode = 0;      ///< that is lost at the fold; 0: of θ = 0, which has none
  double beta = 0;           ///< β
  double loss = 0;           ///< L
  double product = 0;        ///< of the mode
  std::size_t negative = 0;  ///< eigenvalues of ∇²L
};

/// Where a phase stops being a minimum.
struct PhaseEnd {
  std::size_t depth = 0;    ///< D
  std::size_t mode = 0;     ///< that tells the phase from its neighbour
  bool is_learned = false;  ///< the phase in which it is learned, or that in which it is not
  std::string found = {};   ///< "fold", "branch point" or "extrapolation" of the smallest eigenvalue to 0
  double beta = 0;          ///< where that is
  double beta_error = 0;    ///< as the program estimates it
};

/// Where the phases with and without a mode are equally deep (probes/continuation/equal_depth.h).
struct PhaseBalance {
  std::size_t depth = 0;     ///< D
  std::size_t mode = 0;      ///< that is learned in one of both
  double beta = 0;           ///< where that is
  double beta_error = 0;     ///< bound of how far it is off, to lowest order
  double loss = 0;           ///< of the phase with the mode
  double difference = 0;     ///< less that of the other
  double gradient_norm = 0;  ///< the larger of both
  double curvature = 0;      ///< smallest eigenvalue of ∇²L at both, without those that are zero
  std::size_t steps = 0;     ///< minimisations of both phases
  bool converged = false;    ///< both are minima, and beta_error is as small as was asked for
};

/// Both phases and the saddle between them.
struct PhaseBarrier {
  std::size_t depth = 0;     ///< D
  std::size_t mode = 0;      ///< that is learned in one of both
  double beta = 0;           ///< β
  double learned = 0, unlearned = 0, saddle = 0;  ///< L
  std::size_t negative = 0;  ///< certainly negative eigenvalues of ∇²L at the saddle
  std::size_t zeros = 0;     ///< those without a sign
  double lowest = 0, bound = 0;  ///< its smallest eigenvalue, and an eigenvalue lies so near
};

/// A stationary point in which some modes are learned, minimum or saddle, and where descent from beside
/// it leads.
struct PhaseState {
  std::size_t depth = 0;                ///< D
  double beta = 0;                      ///< β
  std::string learned = {};             ///< its modes
  double loss = 0;                      ///< L
  std::size_t negative = 0, zeros = 0;  ///< eigenvalues of ∇²L, as of a barrier
  double lowest = 0, bound = 0;         ///< the same
  std::string settles_in = {};  ///< modes that are learned in the minimum where descent ends
};

/// A minimum at one β: a leaf of the tree. Numbers count from 0, by rising ‖θ‖.
struct PhaseMinimum {
  std::size_t depth = 0;                ///< D
  double beta = 0;                      ///< β
  std::string learned = {};             ///< its modes
  double loss = 0;                      ///< L
  std::size_t starts = 0;               ///< so many descents ended in it
  std::size_t negative = 0, zeros = 0;  ///< eigenvalues of ∇²L, as of a barrier
};

/// A saddle with one negative direction, and the minima on its two sides.
struct PhaseSaddle {
  std::size_t depth = 0;                ///< D
  double beta = 0;                      ///< β
  double height = 0;                    ///< L
  std::size_t negative = 0, zeros = 0;  ///< eigenvalues of ∇²L, as of a barrier
  double lowest = 0, bound = 0;         ///< the same
  std::size_t first = 0, second = 0;    ///< numbers of the minima
};

/// Two sets of minima become one (probes/landscape/merge_tree.h).
struct PhaseJoin {
  std::size_t depth = 0;                  ///< D
  double beta = 0;                        ///< β
  double height = 0;                      ///< L where they do
  std::size_t deeper = 0, shallower = 0;  ///< the deepest minimum of each set
  double barrier = 0;                     ///< height less the loss of `shallower`
};

/// All of a run.
struct LinearPhases {
  std::vector<double> singular_values = {};  ///< falling
  // Tables, depth by depth.
  std::vector<PhasePoint> points = {};
  std::vector<PhaseEnd> ends = {};
  std::vector<PhaseBalance> balances = {};
  std::vector<PhaseBarrier> barriers = {};
  std::vector<PhaseState> states = {};
  std::vector<PhaseMinimum> minima = {};
  std::vector<PhaseSaddle> saddles = {};
  std::vector<PhaseJoin> joins = {};
};

/// Writes all of it: each table is a group of its name.
void write_linear_phases(RunWriter& file, const LinearPhases& run);

/// Throws InputError for a file of another study, a depth or mode that cannot be, singular values that are not
/// from 1e-6 to 1e6 or do not fall, a β that is out of bounds, and minima that are not there.
LinearPhases read_linear_phases(const RunFile& file);

}  // namespace caldera
