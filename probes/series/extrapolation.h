#pragma once
// The limit of a quantity at x → 0 from its values at x > 0.

#include <span>

namespace caldera {

/// At 0, the polynomial of degree n − 1 through n points (xᵢ, yᵢ), no two xᵢ alike: by Neville's scheme
/// (Stoer and Bulirsch, "Introduction to numerical analysis", §2.1.2). For xᵢ that fall by a factor ρ,
/// errors of the yᵢ come out magnified by less than ∏ (ρᵏ + 1)/(ρᵏ − 1), k = 1, 2, …: for ρ = 2 by 8.3,
/// for √2 by 206.
double extrapolated_to_zero(std::span<const double> x, std::span<const double> y);

}  // namespace caldera
