#include "caldera/probes/langevin/first_passage.h"

#include <cassert>

#include "caldera/autograd/arithmetic/elementary.h"

namespace caldera {

double mean_first_passage(const std::function<double(double)>& potential, double temperature,
                          const Passage& passage) {
  assert(temperature > 0 && passage.cells > 0);
  const double width = (passage.target - passage.wall) / static_cast<double>(passage.cells);
  const double level = potential(passage.start);  // the integrands then stay within range
  const auto height = [&](std::size_t i) {
    return (potential(passage.wall + static_cast<double>(i) * width) - level) / temperature;
  };
  const double from_wall = (passage.start - passage.wall) / width;
  double weight = elementary::exp(-height(0)), inner = 0, outer = 0, integrand = 0;
  for (std::size_t i = 1; i <= passage.cells; ++i) {
    const double h = height(i), next_weight = elementary::exp(-h);
    inner += (weight + next_weight) / 2;
    weight = next_weight;
    const double next = elementary::exp(h) * inner;
    if (static_cast<double>(i) - 0.5 > from_wall) outer += (integrand + next) / 2;
    integrand = next;
  }
  return outer * width * width / temperature;
}

}  // namespace caldera
