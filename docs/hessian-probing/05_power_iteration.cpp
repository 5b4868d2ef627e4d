// Power iteration, v ← A v / ‖A v‖, and how it stalls where two eigenvalues are close.

#include <fmt/core.h>

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "docs/hessian-probing/diagonal.h"

using namespace caldera;

/// 10 − θ after so many steps, θ = vᵀ A v.
double error_after(int steps, Diagonal& a) {
  std::vector<double> v(3, 1 / std::sqrt(3.0));
  for (int k = 0; k < steps; ++k) {
    v = product(a, v);
    const double length = norm(v);
    for (double& x : v) x /= length;
  }
  return 10 - dot(v, product(a, v));
}

int main() {
  Diagonal apart({10, 5, 1}), close({10, 9.9, 1});
  fmt::print("steps   λ = 10, 5, 1   λ = 10, 9.9, 1\n");
  for (int steps = 1; steps <= 1024; steps *= 2)
    fmt::print("{:5}{:15.1e}{:17.1e}\n", steps, error_after(steps, apart),
               error_after(steps, close));
}
