// The whole spectrum as a density, by stochastic Lanczos quadrature, against the known one.

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/probes/spectrum/density.h"
#include "docs/hessian-probing/diagonal.h"

using namespace caldera;

/// (1/P) Σ G((x − λᵢ)/σ)/σ, G the standard normal density.
double known_density(const std::vector<double>& eigenvalues, double x, double sigma) {
  constexpr double root_two_pi = 2.5066282746310002;
  double total = 0;
  for (const double lambda : eigenvalues) {
    const double y = (x - lambda) / sigma;
    total += elementary::exp(-y * y / 2) / (sigma * root_two_pi);
  }
  return total / static_cast<double>(eigenvalues.size());
}

/// The larger weight of the two nodes beside x: a rule's share below x is wrong by no more.
double weight_beside(const Quadrature& rule, double x) {
  const auto above = std::ranges::upper_bound(rule.nodes, x) - rule.nodes.begin();
  const auto k = static_cast<std::size_t>(above);  // x lies between nodes k − 1 and k
  return std::max(k > 0 ? rule.weights[k - 1] : 0, k < rule.nodes.size() ? rule.weights[k] : 0);
}

int main() {
  std::vector<double> eigenvalues = {50, 20, 5, 1, 1, -1, -3};
  for (int i = 0; i < 993; ++i) eigenvalues.push_back(i / 993.0 - 0.2);
  Diagonal a(eigenvalues);

  DensityOptions options{.width = 0.05, .grid_points = 13, .low = -0.5, .high = 1};
  options.sampling = {.directions = Directions::normal, .least_samples = 32, .most_samples = 32};
  const SpectralDensity found = spectral_density(a, options);

  fmt::print("     x   density   error   known\n");
  for (std::size_t i = 0; i < found.grid.size(); ++i)
    fmt::print("{:6.3f}{:10.3f}{:8.3f}{:8.3f}  |{}\n", found.grid[i], found.density[i],
               found.standard_error[i], known_density(eigenvalues, found.grid[i], found.width),
               std::string(static_cast<std::size_t>(30 * found.density[i] + 0.5), '#'));

  const auto negative = [](double x) { return x < 0 ? 1.0 : 0.0; };
  const Estimate share = spectral_mean(found.rules, negative);
  double step_error = 0;  // the mean over the rules
  for (const Quadrature& rule : found.rules)
    step_error += weight_beside(rule, 0) / static_cast<double>(found.rules.size());
  const auto count = std::ranges::count_if(eigenvalues, [](double x) { return x < 0; });
  fmt::print("\n{} products, {} negative eigenvalues\n", found.products, count);
  fmt::print("seen {:.0f}, standard error {:.0f}, step error at most {:.0f}\n", 1000 * share.value,
             1000 * share.standard_error, 1000 * step_error);
}
