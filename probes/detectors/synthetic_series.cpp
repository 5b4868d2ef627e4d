#include "caldera/probes/detectors/synthetic_series.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/random.h"

namespace caldera {

namespace {

/// The random numbers of a series: e_t, and a uniform one beside each.
struct Randomness {
  Stream stream;
  double normal(std::size_t t) const { return stream.normal(2 * t); }
  double uniform(std::size_t t) const { return stream.uniform(2 * t + 1); }
};

double heavy_tailed(const Randomness& random, std::size_t t) {
  return (random.uniform(t) < 0.1 ? 3 : 1) * random.normal(t) / std::sqrt(1.8);
}

double falling(const Randomness& random, std::size_t t) {
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  return elementary::exp(log_2 * (1 - static_cast<double>(t) / 500)) * random.normal(t);
}

double drifting(const Randomness& random, std::size_t t) {
  return 5 * elementary::exp(-static_cast<double>(t) / 250) + random.normal(t);
}

/// What follows `last`, which does not matter at t = 0.
double autoregressive(const Randomness& random, std::size_t t, double last) {
  const double memory = 0.7, e = random.normal(t);
  return t == 0 ? e : memory * last + std::sqrt(1 - memory * memory) * e;
}

}  // namespace

std::string name(Noise noise) {
  switch (noise) {
    case Noise::independent:
      return "independent";
    case Noise::autoregressive:
      return "autoregressive";
    case Noise::heavy_tails:
      return "heavy tails";
    case Noise::falling:
      return "falling";
    case Noise::drift:
      return "drift";
  }
  return {};
}

std::vector<double> synthetic_series(Noise noise, std::size_t length, std::uint64_t seed,
                                     std::uint32_t trial) {
  const Randomness random{{seed, Purpose::detector_series, trial}};
  std::vector<double> series;
  for (std::size_t t = 0; t < length; ++t) {
    double x = 0;
    switch (noise) {
      case Noise::independent:
        x = random.normal(t);
        break;
      case Noise::autoregressive:
        x = autoregressive(random, t, t == 0 ? 0 : series.back());
        break;
      case Noise::heavy_tails:
        x = heavy_tailed(random, t);
        break;
      case Noise::falling:
        x = falling(random, t);
        break;
      case Noise::drift:
        x = drifting(random, t);
        break;
    }
    series.push_back(x);
  }
  return series;
}

void add_change(std::span<double> series, const Change& change) {
  const auto ramp = static_cast<double>(change.ramp);
  for (std::size_t t = change_at; t < series.size(); ++t)
    series[t] += change.size * std::min(1.0, static_cast<double>(t + 1 - change_at) / ramp);
}

}  // namespace caldera
