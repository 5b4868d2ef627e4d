#pragma once
// The neurons of two networks, matched. A network's function does not change when the units of a
// hidden layer change places, so of all networks that compute what b does we may take the one whose
// parameters are nearest to those of a.

#include <span>
#include <vector>

#include "caldera/nn/models/network.h"

namespace caldera {

/// Of each hidden layer of an MLP, in order: unit i afterwards is unit [i] before. Nothing here takes
/// a network with convolutions.
using HiddenPermutations = std::vector<std::vector<std::size_t>>;

/// Every unit stays where it is.
HiddenPermutations identity_permutations(const NetworkShape& shape);

/// What undoes them.
HiddenPermutations inverse_permutations(const HiddenPermutations& permutations);

/// θ with the units of the hidden layers in new places. Moves numbers only: no bit of any changes.
std::vector<float> permute(const NetworkShape& shape, std::span<const float> theta,
                           const HiddenPermutations& permutations);

/// Weight matching (Ainsworth, Hayase and Srinivasa, "Git Re-Basin: merging models modulo
/// permutation symmetries", arXiv 2209.04836, 2022, algorithm 1): the permutations that take θ_b
/// near to θ_a. With all other layers held, the best permutation of one hidden layer is a linear
/// assignment: it maximises ⟨θ_a, permuted θ_b⟩, to which unit i of a and unit j of b add
///   (W_a W_bᵀ)_ij + c_ai c_bj + (V_aᵀ V_b)_ij,
/// W, c: weights and biases into the layer; V: weights out of it. The layers are gone through in
/// order, not at random, again and again until none changes. A layer's permutation is taken only
/// if ‖θ_a − θ_b‖ falls by it, so this ends: where no permutation of a single layer helps, which
/// need not be the nearest of all.
HiddenPermutations match_units(const NetworkShape& shape, std::span<const float> a,
                               std::span<const float> b);

}  // namespace caldera
