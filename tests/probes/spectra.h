#pragma once
// Spectra that are hard for eigensolvers, each in its own way.

#include <cmath>
#include <string>
#include <vector>

#include "tests/autograd/op_harness.h"

namespace caldera::test {

struct Spectrum {
  std::string name;
  std::vector<double> values;  ///< in no order
};

/// `dim` ≥ 20 eigenvalues, all but the exact ones full-mantissa numbers.
inline std::vector<Spectrum> hard_spectra(std::size_t dim) {
  const std::vector<double> noise = random_vector(dim, 8000);
  const auto make = [&](const std::string& name, auto value) {
    Spectrum spectrum{name, std::vector<double>(dim)};
    for (std::size_t i = 0; i < dim; ++i) spectrum.values[i] = value(i);
    return spectrum;
  };
  const auto share = [&](std::size_t i) { return static_cast<double>(i) / double(dim - 1); };
  return {
      make("indefinite", [&](std::size_t i) { return noise[i]; }),
      make("clustered", [&](std::size_t i) { return double(i % 5) + 1e-7 * noise[i]; }),
      make("two clusters at the ends",
           [&](std::size_t i) {
             return (i < 6 ? 1.7 : i < 12 ? -1.3 : 0.1) + 1e-3 * noise[i];
           }),
      make("repeated at the ends",
           [&](std::size_t i) { return i < 5    ? 2.1
                                       : i < 10 ? -1.9
                                                : noise[i]; }),
      make("few values, often repeated", [&](std::size_t i) { return noise[i % 3]; }),
      make("12 decades",
           [&](std::size_t i) { return std::pow(10.0, -12 * share(i)) * (1 + 0.1 * noise[i]); }),
      make("12 decades of either sign",
           [&](std::size_t i) {
             return (i % 2 == 0 ? 1 : -1) * std::pow(10.0, -12 * share(i)) * (1 + 0.1 * noise[i]);
           }),
      make("rank 7", [&](std::size_t i) { return i < 7 ? noise[i] : 0; }),
      make("half zeros", [&](std::size_t i) { return i % 2 == 0 ? 0 : std::abs(noise[i]); }),
      make("outliers and bulk",
           [&](std::size_t i) { return i < 9 ? 10 + 2 * double(i) + noise[i] : 0.3 * noise[i]; }),
      make("identity", [&](std::size_t) { return 1.0; }),
      make("zero", [&](std::size_t) { return 0.0; }),
  };
}

}  // namespace caldera::test
