#include "caldera/nn/data/mixture.h"

#include <cassert>

#include "caldera/autograd/arithmetic/random.h"

namespace caldera {

Dataset gaussian_mixture(const GaussianMixture& mixture, std::uint64_t seed) {
  const auto [classes, features, spread, deviation, each] = mixture;
  assert(classes <= 256 && "a label is a byte");
  const Stream centres{seed, Purpose::cloud_data, 1}, examples{seed, Purpose::cloud_data, 2};
  Dataset data{"Gaussian mixture", classes * each, features, classes, {}, {}};
  for (std::size_t i = 0; i < data.count; ++i) {
    const std::size_t k = i % classes, n = i / classes;
    for (std::size_t j = 0; j < features; ++j)
      data.inputs.push_back(
          static_cast<float>(spread * centres.normal(k * features + j) +
                             deviation * examples.normal((k * each + n) * features + j)));
    data.labels.push_back(static_cast<std::uint8_t>(k));
  }
  return data;
}

}  // namespace caldera
