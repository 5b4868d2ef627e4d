#pragma once
// Numbers that carry their derivatives: the oracle against which the rules of an op are checked.
//
// A hyper-dual number is x + a ε₁ + b ε₂ + c ε₁ε₂ with ε₁² = ε₂² = 0 (Fike and Alonso, "The
// development of hyper-dual numbers for exact second-derivative calculations", AIAA 2011-886). Put
// θ + v ε₁ + w ε₂ into a formula, and out comes
//     f(θ) + ⟨∇f, v⟩ ε₁ + ⟨∇f, w⟩ ε₂ + vᵀ∇²f w ε₁ε₂,
// without a step size and without differences. Only rounding is left, in long double, which is
// wider than double on every processor that caldera was tried on.

#include <cmath>

namespace caldera {

/// A value with its derivatives along two directions. A formula takes and returns these as it would
/// doubles.
struct HyperDual {
  long double value = 0;   ///< x
  long double first = 0;   ///< a, the derivative along v
  long double second = 0;  ///< b, the derivative along w
  long double mixed = 0;   ///< c, the second derivative along both

  HyperDual() = default;
  /// A constant: numbers may stand in a formula as they are.
  HyperDual(double constant) : value(constant) {}
  /// All four parts.
  HyperDual(long double x, long double a, long double b, long double c)
      : value(x), first(a), second(b), mixed(c) {}
};

/// f(x) from f and its two derivatives at x.value: how every function of one number is made.
inline HyperDual chain(const HyperDual& x, long double f, long double slope,
                       long double curvature) {
  return {f, slope * x.first, slope * x.second, slope * x.mixed + curvature * x.first * x.second};
}

/// x + y, entry by entry.
inline HyperDual operator+(const HyperDual& x, const HyperDual& y) {
  return {x.value + y.value, x.first + y.first, x.second + y.second, x.mixed + y.mixed};
}
/// −x
inline HyperDual operator-(const HyperDual& x) { return {-x.value, -x.first, -x.second, -x.mixed}; }
/// x − y
inline HyperDual operator-(const HyperDual& x, const HyperDual& y) { return x + -y; }
/// x y, by the product rule.
inline HyperDual operator*(const HyperDual& x, const HyperDual& y) {
  return {x.value * y.value, x.first * y.value + x.value * y.first,
          x.second * y.value + x.value * y.second,
          x.mixed * y.value + x.first * y.second + x.second * y.first + x.value * y.mixed};
}
/// x / y
inline HyperDual operator/(const HyperDual& x, const HyperDual& y) {
  const long double r = 1 / y.value;
  return x * chain(y, r, -r * r, 2 * r * r * r);
}
/// x ← x + y
inline HyperDual& operator+=(HyperDual& x, const HyperDual& y) { return x = x + y; }

/// eˣ
inline HyperDual exp(const HyperDual& x) {
  const long double e = std::exp(x.value);
  return chain(x, e, e, e);
}
/// log x
inline HyperDual log(const HyperDual& x) {
  const long double r = 1 / x.value;
  return chain(x, std::log(x.value), r, -r * r);
}
/// log(1 + x)
inline HyperDual log1p(const HyperDual& x) {
  const long double r = 1 / (1 + x.value);
  return chain(x, std::log1p(x.value), r, -r * r);
}
/// √x
inline HyperDual sqrt(const HyperDual& x) {
  const long double root = std::sqrt(x.value);
  return chain(x, root, 1 / (2 * root), -1 / (4 * root * x.value));
}
/// tanh x, with the slope 1/cosh² x.
inline HyperDual tanh(const HyperDual& x) {
  const long double t = std::tanh(x.value), c = std::cosh(x.value);
  return chain(x, t, 1 / (c * c), -2 * t / (c * c));
}
/// sin x
inline HyperDual sin(const HyperDual& x) {
  return chain(x, std::sin(x.value), std::cos(x.value), -std::sin(x.value));
}
/// cos x
inline HyperDual cos(const HyperDual& x) {
  return chain(x, std::cos(x.value), -std::sin(x.value), -std::cos(x.value));
}
/// The larger one; of equal ones x.
inline HyperDual max(const HyperDual& x, const HyperDual& y) { return x.value < y.value ? y : x; }

}  // namespace caldera
