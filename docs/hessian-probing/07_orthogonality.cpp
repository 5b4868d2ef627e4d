// Plain Lanczos loses the orthogonality of its vectors and finds eigenvalues twice.
// Reorthogonalising against all earlier vectors repairs both.

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "docs/hessian-probing/diagonal.h"

using namespace caldera;
using Vector = std::vector<double>;

constexpr std::size_t P = 100;

struct Lanczos {
  Vector rows;         // q₁, q₂, …: k × P
  Vector alpha, beta;  // of T
};

Lanczos lanczos(SymmetricOperator& a, std::size_t steps, bool reorthogonalise) {
  Lanczos run;
  Vector q(P, 1 / std::sqrt(double{P})), previous(P);
  for (std::size_t k = 1; k <= steps; ++k) {
    run.rows.insert(run.rows.end(), q.begin(), q.end());
    Vector w = product(a, q);
    run.alpha.push_back(dot(q, w));
    for (std::size_t i = 0; i < P; ++i)
      w[i] -= run.alpha.back() * q[i] + (k > 1 ? run.beta.back() * previous[i] : 0);
    if (reorthogonalise) orthogonalise(w, {run.rows.data(), k, P});
    const double length = norm(w);
    if (k < steps) run.beta.push_back(length);
    previous = q;
    for (std::size_t i = 0; i < P; ++i) q[i] = w[i] / length;
  }
  return run;
}

/// Largest entry of |V Vᵀ − I|, the q's being the rows of V.
double orthogonality_error(const Lanczos& run) {
  const ConstMatrix<double> v(run.rows.data(), run.alpha.size(), P);
  double worst = 0;
  for (std::size_t i = 0; i < v.rows; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      worst = std::max(worst, std::abs(dot(v.row(i), v.row(j)) - (i == j ? 1 : 0)));
  return worst;
}

void print_top(const char* name, const Lanczos& run) {
  const Vector ritz = eigen_tridiagonal(run.alpha, run.beta).values;
  fmt::print("{:<6}", name);
  for (std::size_t i = 1; i <= 6; ++i) fmt::print("{:10.6f}", ritz[ritz.size() - i]);
  fmt::print("\n");
}

int main() {
  Vector eigenvalues = {5, 10};  // two large ones above an even bulk in [0, 1)
  for (std::size_t i = 0; i < P - 2; ++i) eigenvalues.push_back(static_cast<double>(i) / (P - 2));
  Diagonal a(eigenvalues);

  fmt::print("steps  plain    full\n");
  for (const std::size_t k : {5u, 10u, 15u, 20u, 30u, 50u})
    fmt::print("{:5}  {:.0e}    {:.0e}\n", k, orthogonality_error(lanczos(a, k, false)),
               orthogonality_error(lanczos(a, k, true)));

  fmt::print("\nlargest six of 50 Ritz values\n");
  print_top("plain", lanczos(a, 50, false));
  print_top("full", lanczos(a, 50, true));
}
