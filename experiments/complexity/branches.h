#pragma once
// The paths that the program complexity follows: one up for each mixture, and many near the onset.

#include <functional>

#include "caldera/nn/data/mixture.h"
#include "caldera/nn/models/network.h"
#include "experiments/complexity/record.h"
#include "experiments/study/profile.h"

namespace caldera {

/// Of every hidden layer.
inline constexpr std::size_t hidden_width = 8;

/// With tanh; for two hidden layers on d inputs and K classes d-8-8-K.
NetworkShape network_of(const ComplexityCase& of);

/// The mixture of a case, otherwise as GaussianMixture says.
GaussianMixture mixture_of(const ComplexityCase& of);

/// From the network's random start at the first β > 0 of the grid up, until it has been in the
/// trivial phase for ten points. On the way, as below, no saddle is taken for a minimum
/// (probes/minimise/saddle_escaping_minimiser.h).
ComplexityTable follow_classes(const ComplexityCase& of, const BetaGrid& grid);

/// What happens at the onset of learning:
///   1. The grid up from a random start, as above, and from the end down again.
///   2. From two steps h before the trivial phase to one step into it, up in steps of h/2, h/4, …
///      h/2ⁿ, n halvings; and down again, unless the grid has shown that the way down does not
///      leave the trivial phase.
///   3. The smallest eigenvalue of ∇²E at θ = 0.
/// Throws InputError if the grid ends before the trivial phase. `watch` is told the share done.
ComplexityTable follow_onset(const ComplexityCase& of, const BetaGrid& grid, int halvings,
                             const std::function<void(double)>& watch);

}  // namespace caldera
