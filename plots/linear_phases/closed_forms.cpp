#include "plots/linear_phases/closed_forms.h"

#include <algorithm>

namespace caldera {
namespace {

/// How many modes are learned in the largest set that exists: those with a minimum at β, up to the first
/// without.
std::size_t modes_with_minimum(const SingularValues& singular_values, std::size_t depth,
                               double beta) {
  const auto gone = std::ranges::find_if_not(singular_values, [&](double s) {
    return learned_strength({s, depth}, beta).has_value();
  });
  return static_cast<std::size_t>(gone - singular_values.begin());
}

/// L with the first `learned` modes in their minima and the others zero, but for mode `learned`, which
/// is on its saddle if so asked.
double height(const SingularValues& singular_values, std::size_t depth, double beta,
              std::size_t learned, bool is_saddle) {
  double sum = 0;
  for (std::size_t i = 0; i < singular_values.size(); ++i) {
    const LinearMode mode{singular_values[i], depth};
    double strength = 0;
    if (i < learned) strength = learned_strength(mode, beta).value();
    if (i == learned && is_saddle) strength = saddle_strength(mode, beta).value();
    sum += mode_loss(mode, strength, beta);
  }
  return sum;
}

}  // namespace

std::size_t inversions(const std::string& learned) {
  std::size_t count = 0, stronger = 0;  // modes so far that are not learned
  for (const char mode : learned) {
    if (mode == '0')
      ++stronger;
    else
      count += stronger;
  }
  return count;
}

std::size_t index_of_state(std::size_t depth, const std::string& learned) {
  const auto zero = static_cast<std::size_t>(std::ranges::count(learned, '0'));
  return inversions(learned) + (depth == 2 ? zero * zero : 0);
}

std::size_t symmetry_zeros(std::size_t depth, std::size_t modes, std::size_t learned) {
  return (depth - 1) * (learned * (learned - 1) / 2 + learned * (modes - learned));
}

double barrier_from_learned(const LinearMode& mode, double beta) {
  return mode_loss(mode, saddle_strength(mode, beta).value(), beta) -
         mode_loss(mode, learned_strength(mode, beta).value(), beta);
}

double barrier_from_zero(const LinearMode& mode, double beta) {
  return mode_loss(mode, saddle_strength(mode, beta).value(), beta) - mode_loss(mode, 0, beta);
}

ClosedTree closed_tree(const SingularValues& singular_values, std::size_t depth, double beta) {
  const std::size_t most = modes_with_minimum(singular_values, depth, beta);
  ClosedTree tree;
  for (std::size_t learned = depth == 2 ? most : 0; learned <= most; ++learned) {
    tree.minima.push_back(height(singular_values, depth, beta, learned, false));
    tree.learned.push_back(learned);
  }
  for (std::size_t k = 0; k + 1 < tree.minima.size(); ++k)
    tree.passes.push_back({k, k + 1, height(singular_values, depth, beta, k, true)});
  return tree;
}

}  // namespace caldera
