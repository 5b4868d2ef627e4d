#include "caldera/probes/signals/rank_measures.h"

#include <vector>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

namespace {

/// −Σ pᵢ log pᵢ of pᵢ = xᵢ/Σx, in nats.
double entropy_of_shares(std::span<const double> x) {
  const double total = sum(x);
  std::vector<double> terms;
  for (const double entry : x) {
    const double p = entry / total;
    terms.push_back(p > 0 ? -p * elementary::log(p) : 0);
  }
  return sum(terms);
}

}  // namespace

RankMeasures rank_measures(std::span<const double> singular_values) {
  if (singular_values.empty() || singular_values.front() == 0) return {};
  std::vector<double> ratios, squares;  // to the largest: neither can overflow
  for (const double value : singular_values) {
    ratios.push_back(value / singular_values.front());
    squares.push_back(ratios.back() * ratios.back());
  }
  const double total = sum(squares);
  return {.effective = elementary::exp(entropy_of_shares(ratios)),
          .stable = total,
          .participation = total * total / squared_norm(squares)};
}

}  // namespace caldera
