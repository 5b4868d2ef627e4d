#pragma once
// The first correction to the Eyring-Kramers time of a deep linear network of width 1 and depth 3
// (linear_escape.h): τ(T) = τ_EK(T) (1 + c T + O(T²)), with c in closed form.
//
// Near a balanced point, w = (a + ξ/√3)(1, 1, 1) + d with d₁ + d₂ + d₃ = 0, r² = ‖d‖², t = d₁d₂d₃
// and ρ = s − a³, the loss is exactly a polynomial, whose terms up to the fourth order are
//
//     L − L₀ = ½λξ² + ½μr² + Aξ³ + Bξr² + Ct + Eξ⁴ + Fξ²r² + Gr⁴ + √3 a² ξt + …                (1)
//     λ = 3a⁴ − β,  μ = 2β,  A = (9a³ − ρ)/(3√3),  B = (ρ − 3a³)/(2√3),  C = −ρ,
//     E = 5a²/6,  F = −a²,  G = a²/8,
//
// at a stationary point a > 0. At the origin L − L₀ = ½β‖w‖² − s w₁w₂w₃ + …, whose fourth order is
// zero. The mean time is Z/cap (Bovier et al., 2004): Z the integral of e^{−L/T} over the basin
// that is left, cap = T ∫ ‖∇q‖² e^{−L/T}, and q the probability to reach the other phase first. So
// c = K_well − K_saddle, where Z = Z_Gauss (1 + K_well T) and cap = cap_Gauss (1 + K_saddle T).
//
// The well. With Gaussian moments ⟨ξ²⟩ = T/λ, ⟨r²⟩ = 2T/μ, ⟨r⁴⟩ = 8T²/μ², ⟨t²⟩ = 4T³/9μ³,
// K_well T = −⟨fourth order⟩/T + ⟨third order²⟩/2T².
//
// The saddle. q = ½ erfc(−u/√(2T)) solves T Δq = ∇L·∇q if u = u₀ + T u₁ + … obeys
//
//     (∇L + u₀∇u₀)·∇u₀ = 0,      Δu₀ − u₁‖∇u₀‖² − 2u₀ ∇u₀·∇u₁ − ∇L·∇u₁ = 0,                  (2)
//
// order by order in ξ and d (the expansion of Witten's complex by Helffer, Klein and Nier, Mat.
// Contemp. 26, 41, 2004, says that such a series exists). Then
// cap = (1/2π) ∫ ‖∇u‖² e^{−(L − L_saddle + u²)/T}, a Gaussian integral as that of the well.

#include <optional>

#include "caldera/nn/models/linear_escape.h"

namespace caldera {

/// The coefficients of (1).
struct LocalExpansion {
  double along = 0;           ///< λ
  double across = 0;          ///< μ
  double cubic = 0;           ///< A, of ξ³
  double cubic_mixed = 0;     ///< B, of ξr²
  double cubic_across = 0;    ///< C, of t
  double quartic = 0;         ///< E, of ξ⁴
  double quartic_mixed = 0;   ///< F, of ξ²r²
  double quartic_across = 0;  ///< G, of r⁴
};

/// At the stationary point a > 0 of the network with this s and D = 3, where β = b(a).
LocalExpansion expansion_at(double singular_value, double a);

/// K_well, of a minimum (λ > 0).
double well_correction(const LocalExpansion& at);

/// K_saddle, of a saddle (λ < 0).
double saddle_correction(const LocalExpansion& at);

/// c, per unit of T. Nothing where escape_from() has nothing. Throws InputError unless D = 3.
std::optional<double> escape_correction(Phase phase, const LinearMode& mode, double beta);

}  // namespace caldera
