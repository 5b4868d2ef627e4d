#include "caldera/probes/signals/activation_entropy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

namespace {

std::size_t bin_of(double x, const Bins& bins) {
  if (!std::isfinite(x)) throw NonFiniteError("activation entropy: an activation is not finite");
  const auto count = static_cast<double>(bins.count);
  const double place = count * ((x - bins.low) / (bins.high - bins.low));
  return static_cast<std::size_t>(std::clamp(place, 0.0, count - 1));
}

/// c_b for each unit: units × bins.
template <class T>
std::vector<double> counts_of(ConstMatrix<T> activations, const Bins& bins) {
  std::vector<double> counts(activations.cols * bins.count);
  for (std::size_t i = 0; i < activations.rows; ++i)
    for (std::size_t j = 0; j < activations.cols; ++j)
      ++counts[j * bins.count + bin_of(double{activations(i, j)}, bins)];
  return counts;
}

template <class T>
double entropy_of(ConstMatrix<T> activations, const Bins& bins) {
  assert(bins.count >= 1 && bins.low < bins.high && activations.size() > 0);
  std::vector<double> terms = counts_of(activations, bins);
  for (double& c : terms) c = c > 0 ? c * elementary::log(c) : 0;
  const auto examples = static_cast<double>(activations.rows);
  return elementary::log(examples) - sum(terms) / static_cast<double>(activations.size());
}

}  // namespace

double activation_entropy(ConstMatrix<float> activations, const Bins& bins) {
  return entropy_of(activations, bins);
}
double activation_entropy(ConstMatrix<double> activations, const Bins& bins) {
  return entropy_of(activations, bins);
}

}  // namespace caldera
