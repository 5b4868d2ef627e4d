#pragma once
// exp, log, log1p, sigmoid and its slope, softplus, tanh and its slope, sine and cosine from sums,
// products, quotients, fused multiply-add and integer operations only. IEEE 754 fixes each of these
// to the last bit, so every compiler, optimisation level and vector width gives the same value;
// libm's differ between releases and processors. Everything is straight-line code on its argument:
// a plain loop over an array is vectorised.
//
// Error: less than 2 units in the last place of the true value, of slopes less than 4, over the
// whole range, subnormal results included (tests/autograd/arithmetic/elementary_test.cpp). A NaN
// gives a NaN, of which neither sign nor payload is defined.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

/// exp, log, tanh and their like with the same bits everywhere: within 2 units in the last place,
/// slopes within 4, and a NaN for a NaN.
namespace caldera::elementary {

// ---- the number format -------------------------------------------------------------------------

/// What has to be known of an IEEE format, float or double. ln 2 = ln2_high + ln2_low, to twice the
/// precision.
template <class T>
struct Format;

/// Of float.
template <>
struct Format<float> {
  using Bits = std::uint32_t;                         ///< an integer as wide as the number
  static constexpr Bits mantissa_bits = 23;           ///< stored, without the leading 1
  static constexpr Bits bias = 127;                   ///< 2ⁿ has the exponent bits n + bias
  static constexpr float ln2_high = 0x1.62e43p-1f;    ///< ln 2, rounded
  static constexpr float ln2_low = -0x1.05c61p-29f;   ///< what is missing of ln 2, rounded
  static constexpr float log2_e = 0x1.715476p+0f;     ///< 1/ln 2
  static constexpr float sqrt_half = 0x1.6a09e6p-1f;  ///< √½
  static constexpr float exp_overflows = 89;          ///< exp is infinite from here on
  static constexpr float exp_underflows = -104;       ///< exp is zero up to here
  static constexpr float smallest_normal = 0x1p-126f;  ///< least positive one that is not subnormal
};

/// Of double: the same.
template <>
struct Format<double> {
  using Bits = std::uint64_t;                               ///< an integer as wide as the number
  static constexpr Bits mantissa_bits = 52;                 ///< stored, without the leading 1
  static constexpr Bits bias = 1023;                        ///< 2ⁿ has the exponent bits n + bias
  static constexpr double ln2_high = 0x1.62e42fefa39efp-1;  ///< ln 2, rounded
  static constexpr double ln2_low = 0x1.abc9e3b39803fp-56;  ///< what is missing of ln 2, rounded
  static constexpr double log2_e = 0x1.71547652b82fep+0;    ///< 1/ln 2
  static constexpr double sqrt_half = 0x1.6a09e667f3bcdp-1;  ///< √½
  static constexpr double exp_overflows = 710;              ///< exp is infinite from here on
  static constexpr double exp_underflows = -746;            ///< exp is zero up to here
  static constexpr double smallest_normal = 0x1p-1022;       ///< least positive one that is not subnormal
};

/// The integer as wide as a T.
template <class T>
using Bits = typename Format<T>::Bits;

/// 2ⁿ from its biased exponent n + bias, which lies in 1 … 2·bias.
template <class T>
inline T power_of_two(Bits<T> biased_exponent) {
  return std::bit_cast<T>(biased_exponent << Format<T>::mantissa_bits);
}

/// x moved into [low, high]; a NaN stays one.
template <class T>
inline T clamp(T x, T low, T high) {
  x = x < low ? low : x;
  return x > high ? high : x;
}

/// a + b as the rounded sum and what rounding took: exact together, unless the sum overflows.
template <class T>
struct TwoSum {
  T sum;   ///< a + b, rounded
  T lost;  ///< a + b − sum
};

/// Knuth's two-sum, for any a and b.
template <class T>
inline TwoSum<T> two_sum(T a, T b) {
  const T sum = a + b, b_seen = sum - a;
  return {sum, (a - (sum - b_seen)) + (b - b_seen)};
}

/// c₀ + x·(c₁ + x·(c₂ + …)), by Horner's rule. The coefficients are exact in T.
template <class T, class C>
inline T polynomial(T, C c) {
  return static_cast<T>(c);
}
/// The same, of degree one or more.
template <class T, class C, class... More>
inline T polynomial(T x, C c, More... more) {
  return std::fma(polynomial(x, more...), x, static_cast<T>(c));
}

/// 1/k!, rounded once: the k! in use here are exact in T.
template <class T>
constexpr T inverse_factorial(int k) {
  T factorial = 1;
  for (int i = 2; i <= k; ++i) factorial *= static_cast<T>(i);
  return 1 / factorial;
}

// ---- the exponential and what is made of it ----------------------------------------------------

/// x = n·ln 2 + r with an integer n and |r| ≤ ½ ln 2, up to rounding of r.
template <class T>
struct Reduced {
  Bits<T> n;  ///< modulo 2 to the word length: a negative one is its two's complement
  T r;        ///< what is left of x
};

/// Cody and Waite's reduction. Adding and taking away 1.5·2^mantissa_bits rounds to an integer,
/// which can then be read from the low bits of the sum. The first fused step is exact.
template <class T>
inline Reduced<T> reduce(T x) {
  using F = Format<T>;
  constexpr T rounder = static_cast<T>(Bits<T>{3} << (F::mantissa_bits - 1));
  const T shifted = std::fma(x, F::log2_e, rounder);
  const T n = shifted - rounder;
  const T r = std::fma(-n, F::ln2_low, std::fma(-n, F::ln2_high, x));
  return {std::bit_cast<Bits<T>>(shifted) - std::bit_cast<Bits<T>>(rounder), r};
}

/// (eʳ − 1) / r for |r| ≤ 0.35: Taylor's series, cut where its terms fall below 0.1 ulp.
template <class T>
inline T expm1_quotient(T r) {
  constexpr auto c = inverse_factorial<T>;
  if constexpr (sizeof(T) == 4) {
    return polynomial(r, c(1), c(2), c(3), c(4), c(5), c(6), c(7));
  } else {
    return polynomial(r, c(1), c(2), c(3), c(4), c(5), c(6), c(7), c(8), c(9), c(10), c(11), c(12),
                      c(13));
  }
}

/// 2ⁿ eʳ
template <class T>
inline T exp_of_reduced(const Reduced<T>& x) {
  // 2ⁿ may not be a number of the format where the result is one: scale in two steps, of which only
  // the second rounds.
  const Bits<T> twice_biased = x.n + 2 * Format<T>::bias;
  const Bits<T> half = twice_biased / 2;
  const T mantissa = std::fma(x.r, expm1_quotient(x.r), T{1});
  return mantissa * power_of_two<T>(half) * power_of_two<T>(twice_biased - half);
}

/// eˣ. Overflows to infinity and underflows through the subnormal numbers to zero.
template <class T>
inline T exp(T x) {
  using F = Format<T>;
  return exp_of_reduced(reduce(clamp(x, F::exp_underflows, F::exp_overflows)));
}

/// eᵃ⁻ᵇ for a ≤ b, as exact as exp: what the difference loses is put back. Half a unit in the last
/// place of d = a − b would be |d| times as many in eᵈ.
template <class T>
inline T exp_of_difference(T a, T b) {
  constexpr T underflows = Format<T>::exp_underflows;
  const auto [d, lost] = two_sum(a, -b);
  Reduced<T> reduced = reduce(clamp(d, underflows, T{0}));
  reduced.r += d > underflows ? lost : T{0};
  return exp_of_reduced(reduced);
}

/// A function of one number, and its derivative.
template <class T>
struct ValueAndSlope {
  T value;  ///< f(x)
  T slope;  ///< f′(x)
};

/// A function written as base + numerator/denominator, the fraction being the smaller part.
template <class T>
struct BaseAndFraction {
  T base;         ///< exact
  T numerator;    ///< of the fraction that is added to the base
  T denominator;  ///< of the same
};

/// The tail of the logistic function, σ(−x) = 1 / (1 + eˣ) for x ≥ 0, with base 0.
///
/// With x = n ln 2 + r and n = i + j, numerator and denominator are scaled by 2⁻ʲ, so that neither
/// overflows where the tail is subnormal:  σ(−x) = 2⁻ʲ / (2ⁱ eʳ + 2⁻ʲ).
/// What rounding takes from 2ⁱ + 2⁻ʲ is put back, so that hardly more than the last sum rounds.
template <class T>
inline BaseAndFraction<T> sigmoid_tail(T x) {
  using F = Format<T>;
  const auto [n, r] = reduce(clamp(x, T{0}, -F::exp_underflows));
  const Bits<T> i_biased = (n + 2 * F::bias) / 2;
  const T scale = power_of_two<T>(i_biased);
  const T numerator = power_of_two<T>(i_biased - n);
  const T sum = scale + numerator;
  const T lost = numerator - (sum - scale);  // exact, unless too small to matter
  return {0, numerator, std::fma(scale * r, expm1_quotient(r), lost) + sum};
}

/// The logistic function σ(x) = 1 / (1 + e⁻ˣ), and σ′(x) = σ(x) σ(−x). Both are made of the tail
/// σ(−|x|) ≤ ½: σ(−x) = 1 − σ(x) for x > 0 and σ′(−x) = σ′(x) hold to the last bit, and σ′ keeps
/// its digits where σ rounds to 1.
template <class T>
inline ValueAndSlope<T> sigmoid_and_slope(T x) {
  const BaseAndFraction<T> f = sigmoid_tail(std::abs(x));
  const T tail = f.numerator / f.denominator;
  return {x < 0 ? tail : 1 - tail, tail * (1 - tail)};
}

/// σ(x)
template <class T>
inline T sigmoid(T x) {
  return sigmoid_and_slope(x).value;
}

/// tanh x for 0 ≤ x ≤ 5/8: Lambert's continued fraction x/(1 + z/(3 + z/(5 + …))) in z = x², cut
/// after 9 (float) or 15 (double), as x − x·z·D(z)/Q(z); the rest is below 0.06 ulp.
template <class T>
inline BaseAndFraction<T> tanh_near_zero(T x) {
  const T z = x * x;
  if constexpr (sizeof(T) == 4) {
    return {x, -x * z * polynomial(z, 315, 14), polynomial(z, 945, 420, 15)};
  } else {
    return {x, -x * z * polynomial(z, 675675, 45045, 594, 1),
            polynomial(z, 2027025, 945945, 51975, 630, 1)};
  }
}

/// tanh x = 1 − 2 σ(−2x) for x ≥ 5/8, where the fraction is less than one half.
template <class T>
inline BaseAndFraction<T> tanh_further_out(T x) {
  const BaseAndFraction<T> tail = sigmoid_tail(2 * x);
  return {1, -2 * tail.numerator, tail.denominator};
}

/// The hyperbolic tangent, odd to the last bit, and its slope 1 − tanh² x, even. Both forms of tanh
/// are prepared; the right one is divided. Further out, with tanh |x| = 1 + f, the slope is
/// −f (2 + f): f keeps the digits that 1 + f loses.
template <class T>
inline ValueAndSlope<T> tanh_and_slope(T x) {
  const T magnitude = std::abs(x);
  const BaseAndFraction<T> near = tanh_near_zero(magnitude);
  const BaseAndFraction<T> far = tanh_further_out(magnitude);
  const bool is_near = magnitude < T{0.625};
  const T base = is_near ? near.base : far.base;
  const T numerator = is_near ? near.numerator : far.numerator;
  const T denominator = is_near ? near.denominator : far.denominator;
  const T fraction = numerator / denominator, y = base + fraction;
  return {std::copysign(y, x), is_near ? (1 - y) * (1 + y) : -fraction * (2 + fraction)};
}

/// tanh x
template <class T>
inline T tanh(T x) {
  return tanh_and_slope(x).value;
}

/// y ← σ(x), entry by entry. Equal lengths; y is x itself or does not overlap it.
void sigmoid(std::span<const float> x, std::span<float> y);
void sigmoid(std::span<const double> x, std::span<double> y);  ///< the same in double
/// y ← tanh(x), entry by entry. Equal lengths; y is x itself or does not overlap it.
void tanh(std::span<const float> x, std::span<float> y);
void tanh(std::span<const double> x, std::span<double> y);  ///< the same in double

// ---- the logarithm -----------------------------------------------------------------------------

/// (2 artanh(s) − 2s) / s for z = s² ≤ 0.0295: Taylor's series 2z/3 + 2z²/5 + 2z³/7 + …
template <class T>
inline T artanh_tail(T z) {
  constexpr auto c = [](int k) { return T{2} / static_cast<T>(k); };
  if constexpr (sizeof(T) == 4) {
    return z * polynomial(z, c(3), c(5), c(7), c(9));
  } else {
    return z * polynomial(z, c(3), c(5), c(7), c(9), c(11), c(13), c(15), c(17), c(19), c(21));
  }
}

/// log(1 + f) + n ln 2 for 1 + f in [√½, √2), in the arrangement of fdlibm's e_log.c:
/// with s = f/(2 + f), log(1 + f) = 2 artanh(s) = f − (f²/2 − s·(f²/2 + artanh_tail)),
/// where the large term f is exact.
template <class T>
inline T log_of_parts(T n, T f) {
  const T s = f / (2 + f);
  const T half_square = f * f / 2;
  const T correction = std::fma(s, half_square + artanh_tail(s * s), n * Format<T>::ln2_low);
  return std::fma(n, Format<T>::ln2_high, f - (half_square - correction));
}

/// The natural logarithm. log 0 = −∞, log ∞ = ∞, log of a negative number is a NaN.
template <class T>
inline T log(T x) {
  using F = Format<T>;
  constexpr T infinity = std::numeric_limits<T>::infinity();
  constexpr Bits<T> one = F::bias << F::mantissa_bits;
  // Subnormal numbers are made normal first.
  const bool is_small = x < F::smallest_normal;
  const T normal = is_small ? x * power_of_two<T>(F::bias + F::mantissa_bits) : x;
  const T shift = is_small ? static_cast<T>(F::mantissa_bits) : T{0};
  // x = 2ⁿ·(1 + f) with 1 + f in [√½, √2).
  const auto bits = std::bit_cast<Bits<T>>(normal);
  const Bits<T> n_biased =
      (bits + (one - std::bit_cast<Bits<T>>(F::sqrt_half))) >> F::mantissa_bits;
  const T n = static_cast<T>(static_cast<std::int32_t>(n_biased)) - static_cast<T>(F::bias) - shift;
  const T f = std::bit_cast<T>(bits - ((n_biased - F::bias) << F::mantissa_bits)) - 1;
  const T value = x < infinity ? log_of_parts(n, f) : x;  // ∞ and NaN give themselves
  return x > 0 ? value : (x == 0 ? -infinity : std::numeric_limits<T>::quiet_NaN());
}

/// log(1 + x), also where 1 + x rounds to 1. What that sum loses is put back to first order, which is
/// enough: log(u + c) = log u + c/u − … with |c| ≤ ½ ulp of u.
template <class T>
inline T log1p(T x) {
  const T u = 1 + x;
  const T lost = x < 1 ? x - (u - 1) : 1 - (u - x);  // exact (Dekker's fast two-sum)
  const T logarithm = log(u);
  const T value = u > 0 && u < std::numeric_limits<T>::infinity() ? logarithm + lost / u : logarithm;
  return x == 0 ? x : value;
}

/// log(1 + eˣ), a smooth max(x, 0); neither end overflows.
template <class T>
inline T softplus(T x) {
  return (x > 0 ? x : T{0}) + log1p(exp(-std::abs(x)));
}

// ---- sine and cosine ---------------------------------------------------------------------------

/// Both of one angle.
struct SineCosine {
  double sine;    ///< in [−1, 1], up to rounding
  double cosine;  ///< in [−1, 1], up to rounding
};

/// sin 2πu and cos 2πu for |u| ≤ 2⁴⁹. The argument is in turns, so the reduction to the nearest
/// quarter turn, u = k/4 + v with |v| ≤ 1/8, is exact; then Taylor's series in a = 2πv.
inline SineCosine sine_cosine_of_turns(double u) {
  constexpr auto c = inverse_factorial<double>;
  constexpr double rounder = 0x1.8p52;
  const double shifted = 4 * u + rounder;
  const auto quarter = std::bit_cast<std::uint64_t>(shifted);  // k modulo 4 in the low bits
  const double a = 0x1.921fb54442d18p+2 * std::fma(-0.25, shifted - rounder, u);
  const double z = a * a;
  const double sine_tail = polynomial(z, -c(3), c(5), -c(7), c(9), -c(11), c(13), -c(15), c(17));
  const double cosine_tail = polynomial(z, -c(2), c(4), -c(6), c(8), -c(10), c(12), -c(14), c(16));
  const double sine = std::fma(a * z, sine_tail, a);
  const double cosine = std::fma(z, cosine_tail, 1.0);
  // A quarter turn on: (sin, cos) → (cos, −sin).
  const bool odd = (quarter & 1) != 0;
  const double turned_sine = odd ? cosine : sine;
  const double turned_cosine = odd ? -sine : cosine;
  const bool half_turn = (quarter & 2) != 0;
  return {half_turn ? -turned_sine : turned_sine, half_turn ? -turned_cosine : turned_cosine};
}

}  // namespace caldera::elementary
