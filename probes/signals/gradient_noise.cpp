#include "caldera/probes/signals/gradient_noise.h"

#include <cassert>
#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

double GradientNoise::critical_batch() const {
  if (trace <= 0) return 0;
  return signal > 0 ? trace / signal : std::numeric_limits<double>::infinity();
}

GradientNoise gradient_noise(std::span<const double> squared_norms, double squared_norm_of_mean) {
  assert(squared_norms.size() >= 2);
  const auto batch = static_cast<double>(squared_norms.size());
  const double trace = (sum(squared_norms) - batch * squared_norm_of_mean) / (batch - 1);
  return {.signal = squared_norm_of_mean - trace / batch, .trace = trace};
}

GradientNoise gradient_noise(const MeanGradient& small, const MeanGradient& large) {
  assert(small.batch < large.batch);
  const double excess = large.batch * large.squared_norm - small.batch * small.squared_norm;
  const double fall = small.squared_norm - large.squared_norm;
  return {.signal = excess / (large.batch - small.batch),
          .trace = fall / (1 / small.batch - 1 / large.batch)};
}

GradientNoise gradient_noise_of_all(std::span<const double> squared_norms,
                                    double squared_norm_of_mean) {
  assert(!squared_norms.empty());
  const auto count = static_cast<double>(squared_norms.size());
  return {.signal = squared_norm_of_mean,
          .trace = sum(squared_norms) / count - squared_norm_of_mean};
}

GradientNoise mean_noise(std::span<const GradientNoise> estimates) {
  assert(!estimates.empty());
  std::vector<double> signals, traces;
  for (const GradientNoise& estimate : estimates) {
    signals.push_back(estimate.signal);
    traces.push_back(estimate.trace);
  }
  const auto count = static_cast<double>(estimates.size());
  return {.signal = sum(signals) / count, .trace = sum(traces) / count};
}

}  // namespace caldera
