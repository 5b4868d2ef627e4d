// Room to try: change this program, no text shows it.
//
//   cmake --build build/release --target scratch && build/release/docs/scratch
//
// As it stands: value, gradient and curvature of E(w, u) = ½ (u tanh w − 1)², as in the first steps.

#include <fmt/core.h>

#include <vector>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"

using namespace caldera;
using namespace caldera::ops;

int main() {
  Tape<double> tape;
  const Var w = tape.parameter("w", 1, 1), u = tape.parameter("u", 1, 1), t = tape.input("target", 1, 1);
  const Var E = scale(squared_norm(subtract(multiply(u, tanh(w)), t)), 0.5);
  const double one = 1;
  tape.bind(t, {&one, 1});

  const std::vector<double> theta = {1, 2};
  std::vector<double> g(2);
  fmt::print("E = {:.6f}\n", gradient<double>(E, theta, g));
  fmt::print("gradient: {:.6f}, {:.6f}\n", g[0], g[1]);
  for (const std::vector<double>& v : {std::vector<double>{1, 0}, std::vector<double>{0, 1}}) {
    const std::vector<double> hv = hvp<double>(E, theta, v);
    fmt::print("Hessian times ({}, {}): {:.6f}, {:.6f}\n", v[0], v[1], hv[0], hv[1]);
  }
}
