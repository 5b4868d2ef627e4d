#include "caldera/probes/series/extrapolation.h"

#include <cassert>
#include <vector>

namespace caldera {

double extrapolated_to_zero(std::span<const double> x, std::span<const double> y) {
  assert(!y.empty() && x.size() == y.size());
  std::vector<double> p(y.begin(), y.end());  // p_i: through the points i − k … i
  for (std::size_t k = 1; k < p.size(); ++k)
    for (std::size_t i = p.size() - 1; i >= k; --i)
      p[i] += (p[i] - p[i - 1]) * x[i] / (x[i - k] - x[i]);
  return p.back();
}

}  // namespace caldera
