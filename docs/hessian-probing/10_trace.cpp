// The trace from random directions: tr A is the mean of vᵀ A v, with a standard error.

#include <fmt/core.h>

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/spectrum/trace_estimates.h"
#include "docs/hessian-probing/diagonal.h"

using namespace caldera;

void print(const char* name, const Estimate& e, double exact) {
  fmt::print("{:<12}{:9}{:10.1f}{:8.1f}{:13.1f}\n", name, e.products, e.value, e.standard_error,
             std::abs(e.value - exact) / e.standard_error);
}

int main() {
  std::vector<double> eigenvalues = {50, 20, 5, 1, 1, -1, -3};
  for (int i = 0; i < 993; ++i) eigenvalues.push_back(i / 993.0 - 0.2);
  Diagonal a(eigenvalues);

  // Normal directions look the same from every side: they do not see that A is diagonal.
  Sampling sampling{.directions = Directions::normal};
  fmt::print("trace {:.1f}, norm {:.1f}\n\n", sum(eigenvalues), norm(eigenvalues));
  fmt::print("             products     value   error   off by / error\n");
  for (const std::size_t samples : {16u, 64u, 256u, 1024u}) {
    sampling.least_samples = sampling.most_samples = samples;
    print("Hutchinson", hutchinson_trace(a, sampling), sum(eigenvalues));
  }
  const std::size_t third = 256 / 3;  // 85: as many products for S, for Q and for the rest
  sampling.least_samples = sampling.most_samples = third;
  print("Hutch++", hutch_plus_plus_trace(a, third, sampling), sum(eigenvalues));
}
