// The Lanczos recurrence on a 3 × 3 matrix, every number shown.

#include <fmt/core.h>

#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"

using namespace caldera;
using Vector = std::vector<double>;

constexpr double a[3][3] = {{2, 3, 4},  //
                            {3, 4, 2},
                            {4, 2, 1}};

Vector times_a(const Vector& q) {
  Vector w(3);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) w[i] += a[i][j] * q[j];
  return w;
}

void print(const char* name, const Vector& x) {
  fmt::print("  {:<18}", name);
  for (const double entry : x) fmt::print("{:8.3f}", entry);
  fmt::print("\n");
}

int main() {
  Vector q = {1, 0, 0}, previous = {0, 0, 0}, alpha, beta;
  for (std::size_t k = 1; k <= 3; ++k) {
    fmt::print("step {}\n", k);
    print("q", q);
    Vector w = times_a(q);
    print("A q", w);
    alpha.push_back(dot(q, w));
    for (std::size_t i = 0; i < 3; ++i)
      w[i] -= alpha.back() * q[i] + (k > 1 ? beta.back() * previous[i] : 0);
    print("alpha", {alpha.back()});
    print("eigenvalues of T", eigen_tridiagonal(alpha, beta).values);
    if (k == 3) break;  // w = 0: there is no fourth direction
    print("w", w);
    beta.push_back(norm(w));
    print("beta", {beta.back()});
    previous = q;
    for (std::size_t i = 0; i < 3; ++i) q[i] = w[i] / beta.back();
  }
  print("eigenvalues of A", eigen_symmetric({&a[0][0], 3, 3}).values);
}
