#pragma once
// How long a deep linear network of width 1 stays in a phase at a temperature, in closed form.
//
// The network has D weights w, and L(w) = ½(s − w₁…w_D)² + (β/2) Σ wᵢ². Under overdamped Langevin
// dynamics dw = −∇L dt + √(2T) dW it leaves a minimum over the lowest saddle. With ΔL = L(saddle) −
// L(minimum), H the Hessians, λ₋ < 0 the one negative eigenvalue at the saddle and n the number of
// saddles that lead out, the mean time to reach the other phase is, for T → 0 (Kramers, Physica 7,
// 284, 1940; Hänggi, Talkner and Borkovec, Rev. Mod. Phys. 62, 251, 1990),
//
//     τ = (2π/|λ₋|) √(|det H_saddle| / det H_minimum) e^{ΔL/T} / n · (1 + O(T)).               (1)
//
// That the last factor is 1 + o(1) was proved by Bovier, Eckhoff, Gayrard and Klein (J. Eur. Math.
// Soc. 6, 399, 2004), with an error of O(√T |ln T|^{3/2}); that it has an expansion in powers of T,
// so that the error is O(T), by Helffer, Klein and Nier (Mat. Contemp. 26, 41, 2004).
//
// All stationary points at β > 0 are balanced, |wᵢ| = a for all i (linear_mode.h), where L = V(a):
//   - the origin, with H = βI for D ≥ 3;
//   - minima and saddles with product a^D > 0, 2^{D−1} each: an even number of signs is changed.
//     With β = b(a), H has D a^{2D−2} − (D−2) β along (1, …, 1), which is λ₋ < 0 at a saddle, and
//     2β, D−1 times, across it.
// Each learned minimum is joined to the origin by one saddle. So (1) becomes
//
//     learned → origin:   n = 1,         τ = 2π / √(λ |λ₋|) · e^{ΔL/T},
//     origin → learned:   n = 2^{D−1},   τ = 2π / (√(β |λ₋|) 2^{(D−1)/2}) · e^{ΔL/T},
//
// λ the eigenvalue along (1, …, 1) at the learned minimum. Across the path nothing is left of the
// determinants in the first case. In the second, the way is narrower by √2 for each of the D−1
// directions at the saddle, and there are 2^{D−1} ways.
//
// The formula of one variable, 2π / √(V″ |V″₋|) · e^{ΔV/T}, belongs to da = −V′(a) dt + √(2T) dW.
// Along the weights w = a (1, …, 1) the arc is √D a long, so λ = V″/D, and the weights take D times
// as long from learned to origin as that variable.

#include <optional>

#include "caldera/nn/models/linear_mode.h"

namespace caldera {

/// The phase that is left.
enum class Phase {
  learned,  ///< w₁…w_D > 0
  origin    ///< w = 0
};

/// An escape from a phase to the other one, over one of equal saddles.
struct ThermalEscape {
  double start = 0;      ///< a at the minimum that is left
  double saddle = 0;     ///< a at the saddle
  double target = 0;     ///< a at the minimum that is reached
  double barrier = 0;    ///< ΔL, in the unit of L
  double stable = 0;     ///< λ: eigenvalue at `start` along (1, …, 1); β at the origin
  double unstable = 0;   ///< λ₋ < 0: eigenvalue at the saddle along (1, …, 1)
  double across = 0;     ///< 2β: the D−1 other eigenvalues at the saddle, and at learned minima
  double ways = 1;       ///< n: saddles that lead out
  double prefactor = 0;  ///< τ e^{−ΔL/T} by (1), in units of time
};

/// Of the network with the mode's s and D, from a phase at β. Nothing where there is no saddle: for
/// D = 2, β ≤ 0 and β ≥ β_fold.
std::optional<ThermalEscape> escape_from(Phase phase, const LinearMode& mode, double beta);

/// τ by (1) at a temperature T > 0.
double eyring_kramers_time(const ThermalEscape& escape, double temperature);

}  // namespace caldera
