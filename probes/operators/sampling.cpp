#include "caldera/probes/operators/sampling.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/require.h"
#include "caldera/probes/series/mean_estimate.h"

namespace caldera {

namespace {

constexpr Require require{"sampling", "change the request"};

void check(const Sampling& s, std::size_t fewest) {
  constexpr std::size_t limit = std::size_t{1} << 31;
  require(s.block > 0, "block", "at least 1 direction", "0");
  require(s.least_samples >= fewest, "least samples", "at least " + std::to_string(fewest),
          std::to_string(s.least_samples));
  require(s.most_samples >= s.least_samples, "most samples",
          "at least the least, " + std::to_string(s.least_samples), std::to_string(s.most_samples));
  require(s.most_samples <= limit, "most samples", "at most 2^31", std::to_string(s.most_samples));
  for (const double request : {s.absolute_error, s.relative_error})
    require(request >= 0 && std::isfinite(request), "requested standard error",
            "zero or a positive number", std::to_string(request));
}

}  // namespace

bool is_reached(const Sampling& sampling, double value, double standard_error) {
  return standard_error <=
         std::max(sampling.absolute_error, sampling.relative_error * std::abs(value));
}

Estimate mean_of(std::span<const double> samples) {
  const MeanEstimate found = mean_estimate(samples);
  return {found.mean, found.error, samples.size(), samples.size(), false};
}

void fill_directions(const Sampling& sampling, std::size_t first, Matrix<double> v) {
  for (std::size_t i = 0; i < v.rows; ++i) {
    const Stream stream{sampling.seed, Purpose::probe_vector,
                        static_cast<std::uint32_t>(first + i)};
    for (std::size_t j = 0; j < v.cols; ++j)
      v(i, j) = sampling.directions == Directions::signs ? stream.sign(j) : stream.normal(j);
  }
}

bool draw(const Sampling& sampling, std::size_t fewest, std::size_t first, std::size_t dim,
          const std::function<void(ConstMatrix<double> v)>& take,
          const std::function<bool()>& enough) {
  check(sampling, fewest);
  std::vector<double> memory(std::min(sampling.block, sampling.most_samples) * dim);
  for (std::size_t drawn = 0; drawn < sampling.most_samples;) {
    const std::size_t rows = std::min(sampling.block, sampling.most_samples - drawn);
    const Matrix<double> v(memory.data(), rows, dim);
    fill_directions(sampling, first + drawn, v);
    take(v);
    drawn += rows;
    if (drawn >= sampling.least_samples && enough()) return true;
  }
  return false;
}

bool draw_products(SymmetricOperator& a, const Sampling& sampling, std::size_t fewest, std::size_t first,
                   const std::function<void(ConstMatrix<double> v, ConstMatrix<double> av)>& take,
                   const std::function<bool()>& enough) {
  std::vector<double> memory;
  std::size_t next = first;
  const auto multiply = [&](ConstMatrix<double> v) {
    memory.resize(std::max(memory.size(), v.size()));
    const Matrix<double> av(memory.data(), v.rows, v.cols);
    apply_checked(a, v, av, next);
    next += v.rows;
    take(v, av);
  };
  return draw(sampling, fewest, first, a.dim(), multiply, enough);
}

void apply_checked(SymmetricOperator& a, ConstMatrix<double> v, Matrix<double> out, std::size_t first) {
  a.apply(v, out);
  for (std::size_t i = 0; i < out.rows; ++i)
    if (!std::isfinite(sum(ConstMatrix<double>(out).row(i))))
      throw NonFiniteError("probe: the product with direction " + std::to_string(first + i) +
                           " is not finite");
}

}  // namespace caldera
