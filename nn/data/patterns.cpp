#include "caldera/nn/data/patterns.h"

#include "caldera/autograd/arithmetic/random.h"

namespace caldera {

namespace {

constexpr std::size_t side = 4;
constexpr std::size_t classes = 3;
constexpr double background = 2, feature = -2, noise = 0.9;

bool is_middle(std::size_t i) { return i == 1 || i == 2; }

/// Whether the pattern covers pixel (i, j).
bool covers(std::size_t pattern, std::size_t i, std::size_t j) {
  if (pattern == 0) return is_middle(i);
  if (pattern == 1) return is_middle(j);
  return (i + j) % 2 == 0;
}

}  // namespace

Dataset make_patterns(Split split, std::uint64_t seed) {
  const bool training = split == Split::train;
  const Stream stream{seed, Purpose::synthetic_data, training ? 0u : 1u};
  Dataset data{training ? "patterns-train" : "patterns-test", training ? 3000u : 600u, side * side,
               classes, {}, {}};
  for (std::size_t n = 0; n < data.count; ++n) {
    data.labels.push_back(static_cast<std::uint8_t>(n % classes));
    for (std::size_t i = 0; i < side; ++i)
      for (std::size_t j = 0; j < side; ++j) {
        const double mean = covers(n % classes, i, j) ? feature : background;
        const double deviation = noise * stream.normal((n * side + i) * side + j);
        data.inputs.push_back(static_cast<float>(mean + deviation));
      }
  }
  return data;
}

}  // namespace caldera
