// Two iterates that agree prove nothing. A residual does: an eigenvalue lies within
// r = ‖A v − θ v‖ of θ, for ‖v‖ = 1.

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "docs/hessian-probing/diagonal.h"

using namespace caldera;
using Vector = std::vector<double>;

/// Distance from θ to the nearest eigenvalue.
double distance_to(const Vector& eigenvalues, double theta) {
  double nearest = std::abs(eigenvalues[0] - theta);
  for (const double lambda : eigenvalues) nearest = std::min(nearest, std::abs(lambda - theta));
  return nearest;
}

/// ‖A v − θ v‖
double residual(const Vector& av, const Vector& v, double theta) {
  Vector difference = av;
  for (std::size_t i = 0; i < v.size(); ++i) difference[i] -= theta * v[i];
  return norm(difference);
}

int main() {
  constexpr std::size_t P = 200;
  Vector eigenvalues;  // 0.05, 0.10, … 10
  for (std::size_t i = 1; i <= P; ++i) eigenvalues.push_back(0.05 * static_cast<double>(i));
  Diagonal a(eigenvalues);

  Vector v(P, 1 / std::sqrt(double{P})), av = product(a, v);
  double theta = dot(v, av);
  fmt::print("steps   theta   change   10 - theta        r   nearest\n");
  for (unsigned k = 1; k <= 256; ++k) {
    const double length = norm(av), before = theta;
    for (std::size_t i = 0; i < P; ++i) v[i] = av[i] / length;
    av = product(a, v);
    theta = dot(v, av);
    if (std::has_single_bit(k))  // 1, 2, 4, 8, …
      fmt::print("{:5}{:8.3f}{:9.5f}{:13.3f}{:9.3f}{:10.3f}\n", k, theta, (theta - before) / theta,
                 10 - theta, residual(av, v, theta), distance_to(eigenvalues, theta));
  }
}
