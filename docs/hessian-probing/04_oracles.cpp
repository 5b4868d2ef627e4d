// Two oracles for a Hessian-vector product: the closed form, and differences of the gradient.

#include <fmt/core.h>

#include <cmath>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"

using namespace caldera;
using namespace caldera::ops;
using Vector = std::vector<double>;

/// ∇²E · v for E = ½ (u z − 1)², z = tanh w, s = dz/dw = 1 − z², e = u z − 1.
Vector by_hand(const Vector& theta, const Vector& v) {
  const double u = theta[1], z = elementary::tanh(theta[0]), s = 1 - z * z, e = u * z - 1;
  const double ww = u * s * (u * s - 2 * e * z), wu = s * (u * z + e), uu = z * z;
  return {ww * v[0] + wu * v[1], wu * v[0] + uu * v[1]};
}

/// (∇E(θ + h v) − ∇E(θ − h v)) / 2h
Vector by_differences(Var<double> E, const Vector& theta, const Vector& v, double h) {
  const Vector ahead = {theta[0] + h * v[0], theta[1] + h * v[1]};
  const Vector behind = {theta[0] - h * v[0], theta[1] - h * v[1]};
  Vector g_ahead(2), g_behind(2);
  gradient<double>(E, ahead, g_ahead);
  gradient<double>(E, behind, g_behind);
  return {(g_ahead[0] - g_behind[0]) / (2 * h), (g_ahead[1] - g_behind[1]) / (2 * h)};
}

double distance(const Vector& a, const Vector& b) { return std::sqrt(squared_distance(a, b)); }

int main() {
  const Vector theta = {1, 2}, v = {0.6, 0.8};
  const double target = 1;

  Tape<double> tape;
  const Var w = tape.parameter("w", 1, 1);
  const Var u = tape.parameter("u", 1, 1);
  const Var t = tape.input("target", 1, 1);
  const Var E = scale(squared_norm(subtract(multiply(u, tanh(w)), t)), 0.5);
  tape.bind(t, {&target, 1});

  const Vector exact = by_hand(theta, v);
  fmt::print("by hand       {:.12f}  {:.12f}\n", exact[0], exact[1]);
  fmt::print("hvp, off by   {:.1e}\n\n", distance(hvp<double>(E, theta, v), exact));
  fmt::print("step h   differences, off by\n");
  for (const double h : {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10})
    fmt::print("{:.0e}    {:.1e}\n", h, distance(by_differences(E, theta, v, h), exact));
}
