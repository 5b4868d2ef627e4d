#include "caldera/nn/models/filter_direction.h"

#include <cassert>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

std::vector<double> filter_direction(const NetworkShape& shape, std::span<const double> theta,
                                     std::uint64_t seed, std::uint32_t number) {
  assert(theta.size() == parameter_count(shape));
  const Stream stream{seed, Purpose::direction, number};
  std::vector<double> direction(theta.size());
  for (const ParameterSlice& slice : parameter_slices(shape)) {
    if (slice.kind == "bias") continue;
    for (std::size_t row = 0; row < slice.rows; ++row) {
      const std::size_t first = slice.offset + row * slice.cols;
      const auto filter = std::span(direction).subspan(first, slice.cols);
      for (std::size_t j = 0; j < slice.cols; ++j) filter[j] = stream.normal(first + j);
      const double length = norm(std::span<const double>(filter));
      const double factor = norm(theta.subspan(first, slice.cols)) / length;
      for (double& entry : filter) entry *= factor;
    }
  }
  return direction;
}

}  // namespace caldera
