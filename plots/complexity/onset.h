#pragma once
// The results of a run of complexity: how many transitions a mixture has, and the order of the
// onset.

#include <filesystem>
#include <vector>

#include "caldera/probes/series/power_law.h"
#include "caldera/probes/transitions/transitions.h"
#include "experiments/complexity/record.h"

namespace caldera {

/// What the detector finds on the branch of a mixture.
struct MixtureTransitions {
  ComplexityBranch branch;
  std::vector<Transition> transitions;
};

/// The onset of learning of one network.
///
/// The order parameter is m = ½‖θ‖². Of the least loss L(β) = min E + (β/2)‖θ‖² it is the
/// derivative, dL/dβ = m, since dL/dθ = 0: a transition is of first order if m jumps (Ehrenfest).
/// Each step h shows a jump J(h), the larger change of m over the last two steps into the trivial
/// phase. If m is continuous and falls to zero linearly, as a pitchfork makes it, J(h) ∝ h. At a
/// fold m = m₀ + A √(β_fold − β): J(h) comes down to m₀, with an exponent below ½ that goes to 0.
struct Onset {
  ComplexityCase of;
  double curvature = 0;  ///< λ_min(∇²E) at θ = 0, which is a minimum as long as β > −curvature
  ComplexityBranch rising, falling;  ///< of the coarsest step
  std::vector<double> steps, jumps;  ///< h and J(h), the coarsest first
  PowerLaw law;                      ///< J ∝ h^exponent
  double entered = 0;  ///< rising in the finest step: the middle of the step into the trivial phase
  double left = 0;  ///< falling in the finest step that shows it: the middle of the step out of the
                    ///< trivial phase; 0 if that lasts to the first β of the grid
  double width() const { return entered - left; }
};

/// ½‖θ‖² of each point.
std::vector<double> order_parameter(const ComplexityBranch& branch);

struct ComplexityRun {
  std::vector<MixtureTransitions> mixtures;
  std::vector<Onset> onsets;

  /// Numbers of transitions, a seed each, of mixtures of so many classes and dimensions.
  std::vector<double> counts(std::int64_t classes, std::int64_t features) const;
};

/// Reads a run of complexity, of one mixture and one network or more. Throws InputError if the file
/// is of another study, and if a rising branch near the onset does not enter the trivial phase.
ComplexityRun load_complexity(const std::filesystem::path& file);

}  // namespace caldera
