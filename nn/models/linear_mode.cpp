#include "caldera/nn/models/linear_mode.h"

#include <algorithm>
#include <cmath>

namespace caldera {
namespace {

double power(double a, std::size_t n) {
  double product = 1;
  for (; n > 0; --n) product *= a;
  return product;
}

/// Where `is_below` turns from true to false between low and high, to the last place.
template <class Predicate>
double bisected(double low, double high, const Predicate& is_below) {
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (!(low < middle && middle < high)) return low;
    (is_below(middle) ? low : high) = middle;
  }
}

}  // namespace

double integer_root(double x, std::size_t n) {
  if (x == 0) return 0;  // powers of small numbers vanish before the numbers do
  return bisected(0, std::max(1.0, x), [&](double a) { return power(a, n) <= x; });
}

double mode_error(const LinearMode& mode, double a) {
  const double rest = mode.singular_value - power(a, mode.depth);
  return rest * rest / 2;
}

double mode_loss(const LinearMode& mode, double a, double beta) {
  return mode_error(mode, a) + static_cast<double>(mode.depth) * beta / 2 * (a * a);
}

double mode_pull(const LinearMode& mode, double a) {
  return power(a, mode.depth - 2) * (mode.singular_value - power(a, mode.depth));
}

double mode_curvature(const LinearMode& mode, double a) {
  const auto d = static_cast<double>(mode.depth);
  return d * power(a, 2 * mode.depth - 2) - (d - 2) * mode_pull(mode, a);
}

double fold_strength(const LinearMode& mode) {
  if (mode.depth == 2) return 0;
  const auto d = static_cast<double>(mode.depth);
  return integer_root((d - 2) * mode.singular_value / (2 * d - 2), mode.depth);
}

double fold_pull(const LinearMode& mode) { return mode_pull(mode, fold_strength(mode)); }

double equal_depth_strength(const LinearMode& mode) {
  const auto d = static_cast<double>(mode.depth);
  return integer_root((d - 2) * mode.singular_value / (d - 1), mode.depth);
}

double equal_depth_pull(const LinearMode& mode) {
  return mode_pull(mode, equal_depth_strength(mode));
}

std::optional<double> learned_strength(const LinearMode& mode, double beta) {
  if (beta >= fold_pull(mode)) return {};
  if (mode.depth == 2) return std::sqrt(mode.singular_value - beta);
  const double most = integer_root(mode.singular_value, mode.depth);
  return bisected(fold_strength(mode), 2 * most,
                  [&](double a) { return mode_pull(mode, a) >= beta; });
}

std::optional<double> saddle_strength(const LinearMode& mode, double beta) {
  if (mode.depth == 2 || beta <= 0 || beta >= fold_pull(mode)) return {};
  return bisected(0, fold_strength(mode), [&](double a) { return mode_pull(mode, a) <= beta; });
}

double settled_strength(const LinearMode& mode, double a, double beta) {
  const std::optional<double> learned = learned_strength(mode, beta);
  if (!learned) return 0;
  const double watershed = saddle_strength(mode, beta).value_or(0);
  if (a == watershed) return watershed;
  return a > watershed ? *learned : 0;
}

}  // namespace caldera
