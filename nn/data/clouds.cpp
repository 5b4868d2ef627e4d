#include "caldera/nn/data/clouds.h"

#include "caldera/autograd/arithmetic/random.h"

namespace caldera {

Dataset nested_pairs(const NestedPairs& pairs, std::uint64_t seed) {
  constexpr std::size_t classes = 4;
  const Stream stream{seed, Purpose::cloud_data};
  Dataset data{"nested pairs", classes * pairs.each, 2, classes, {}, {}};
  for (std::size_t i = 0; i < data.count; ++i) {
    const std::size_t label = i % classes;
    const double x = (label < 2 ? -0.5 : 0.5) * pairs.between;
    const double y = (label % 2 == 0 ? -0.5 : 0.5) * pairs.within;
    data.inputs.push_back(static_cast<float>(x + pairs.deviation * stream.normal(2 * i)));
    data.inputs.push_back(static_cast<float>(y + pairs.deviation * stream.normal(2 * i + 1)));
    data.labels.push_back(static_cast<std::uint8_t>(label));
  }
  return data;
}

}  // namespace caldera
