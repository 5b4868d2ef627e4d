// The ends of a spectrum of a thousand eigenvalues, each with a certificate; and what no
// certificate shows.

#include <fmt/core.h>

#include "caldera/probes/spectrum/lanczos.h"
#include "docs/hessian-probing/diagonal.h"

using namespace caldera;

void print(const EigenSummary& found, const std::vector<double>& known) {
  fmt::print("     value    bound   known\n");
  for (std::size_t i = 0; i < known.size(); ++i)
    fmt::print("{:10.6f}    {:.0e}{:8}\n", found.pairs[i].value, found.pairs[i].bound, known[i]);
  fmt::print("{}; products {}, restarts {}, searches {}\n",
             found.converged ? "all converged" : "not all converged", found.products,
             found.restarts, found.searches);
}

int main() {
  // Shaped as the Hessian of a network: a few large, many small, a few negative. 1 comes twice.
  std::vector<double> eigenvalues = {50, 20, 5, 1, 1, -1, -3};
  for (int i = 0; i < 993; ++i) eigenvalues.push_back(i / 993.0 - 0.2);  // in [−0.2, 0.8)
  Diagonal a(eigenvalues);

  EigenOptions options{.top = 5, .bottom = 2, .tolerance = 1e-4, .search_products = 0};
  const std::vector<double> known = {-3, -1, 1, 1, 5, 20, 50};
  fmt::print("no search for missing pairs\n");
  print(eigenpairs(a, options), known);

  options.search_products = 32;  // the default
  fmt::print("\nsearches of 32 products\n");
  print(eigenpairs(a, options), known);
}
