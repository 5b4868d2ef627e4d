#include "caldera/probes/signals/gradient_noise.h"

#include <cmath>
#include <functional>
#include <limits>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr std::size_t N = 30, dim = 5;

/// N gradients with a mean that is not zero.
const std::vector<double>& population() {
  static const std::vector<double> gradients = [] {
    std::vector<double> g = random_vector(N * dim, 1);
    for (double& entry : g) entry += 0.3;
    return g;
  }();
  return gradients;
}

/// What a batch of these examples shows.
struct Shown {
  std::vector<double> squared_norms;
  double squared_norm_of_mean;
};

Shown batch_of(const std::vector<std::size_t>& examples) {
  Shown shown;
  std::vector<double> mean(dim);
  for (const std::size_t i : examples) {
    const std::span<const double> g(population().data() + i * dim, dim);
    shown.squared_norms.push_back(squared_norm(g));
    for (std::size_t j = 0; j < dim; ++j) mean[j] += g[j] / double(examples.size());
  }
  shown.squared_norm_of_mean = squared_norm(mean);
  return shown;
}

/// |G|² and tr Σ of the population, coordinate by coordinate.
GradientNoise truth() {
  GradientNoise exact;
  for (std::size_t j = 0; j < dim; ++j) {
    double mean = 0, square = 0;
    for (std::size_t i = 0; i < N; ++i) mean += population()[i * dim + j] / double(N);
    for (std::size_t i = 0; i < N; ++i)
      square += std::pow(population()[i * dim + j] - mean, 2) / double(N);
    exact.signal += mean * mean;
    exact.trace += square;
  }
  return exact;
}

std::vector<std::size_t> with_replacement(std::size_t size, std::uint32_t trial) {
  const Stream stream{1, Purpose::test_data, trial};
  std::vector<std::size_t> examples;
  for (std::size_t i = 0; i < size; ++i)
    examples.push_back(static_cast<std::size_t>(stream.uniform(i) * double(N)));
  return examples;
}

std::vector<std::size_t> without_replacement(std::size_t size, std::uint32_t trial) {
  std::vector<std::uint32_t> order(N);
  random_permutation({2, Purpose::test_data, trial}, order);
  return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(size)};
}

constexpr std::uint32_t draws = 20000;

/// The mean of many estimates is the truth within three standard errors, for either number.
void check_unbiased(const std::function<GradientNoise(std::uint32_t)>& estimate,
                    const GradientNoise& expected) {
  std::vector<double> signals, traces;
  for (std::uint32_t trial = 0; trial < draws; ++trial) {
    const GradientNoise found = estimate(trial);
    signals.push_back(found.signal - expected.signal);
    traces.push_back(found.trace - expected.trace);
  }
  for (const std::vector<double>& errors : {signals, traces}) {
    const double bias = sum(errors) / draws;
    const double standard_error = std::sqrt(squared_norm(errors)) / draws;
    CAPTURE(bias, standard_error);
    CHECK(std::abs(bias) < tolerance::estimate_standard_errors * standard_error);
  }
}

}  // namespace

TEST_CASE("gradient noise: of all examples, it is what its definition says") {
  std::vector<std::size_t> all(N);
  for (std::size_t i = 0; i < N; ++i) all[i] = i;
  const Shown shown = batch_of(all);
  const GradientNoise found =
      gradient_noise_of_all(shown.squared_norms, shown.squared_norm_of_mean);
  check_close("|G|², tr Σ", {found.signal, found.trace}, {truth().signal, truth().trace},
              tolerance::signal);
  CHECK(found.critical_batch() == found.trace / found.signal);
  CHECK(found.scale(found.critical_batch()) == 1);
}

TEST_CASE("gradient noise: examples one by one are the two batch sizes 1 and B") {
  const Shown shown = batch_of(with_replacement(8, 1));
  const GradientNoise single = gradient_noise(shown.squared_norms, shown.squared_norm_of_mean);
  const GradientNoise two = gradient_noise(MeanGradient{1, sum(shown.squared_norms) / 8},
                                           MeanGradient{8, shown.squared_norm_of_mean});
  check_close("|G|², tr Σ", {single.signal, single.trace}, {two.signal, two.trace},
              tolerance::signal);
}

TEST_CASE("gradient noise: unbiased for examples drawn with replacement") {
  check_unbiased(
      [](std::uint32_t trial) {
        const Shown shown = batch_of(with_replacement(4, trial));
        return gradient_noise(shown.squared_norms, shown.squared_norm_of_mean);
      },
      truth());
}

TEST_CASE("gradient noise: without replacement, the trace is that with N − 1") {
  const GradientNoise exact = truth();
  const double n = N;
  check_unbiased(
      [](std::uint32_t trial) {
        const Shown shown = batch_of(without_replacement(12, trial));
        return gradient_noise(shown.squared_norms, shown.squared_norm_of_mean);
      },
      {.signal = exact.signal - exact.trace / (n - 1), .trace = exact.trace * n / (n - 1)});
}

TEST_CASE("gradient noise: two batch sizes are unbiased, apart or one within the other") {
  for (const std::size_t first_of_small : {0u, 9u}) {
    CAPTURE(first_of_small);
    check_unbiased(
        [=](std::uint32_t trial) {
          const std::vector<std::size_t> drawn = with_replacement(12, trial);
          const auto at = [&](std::size_t i) {
            return drawn.begin() + static_cast<std::ptrdiff_t>(i);
          };
          const Shown small = batch_of({at(first_of_small), at(first_of_small + 3)});
          const Shown large = batch_of({at(0), at(9)});
          return gradient_noise(MeanGradient{3, small.squared_norm_of_mean},
                                MeanGradient{9, large.squared_norm_of_mean});
        },
        truth());
  }
}

TEST_CASE("gradient noise: estimates are averaged before they are divided") {
  const std::vector<GradientNoise> estimates = {{.signal = 4, .trace = 6},
                                                {.signal = -1, .trace = 9}};
  const GradientNoise averaged = mean_noise(estimates);
  CHECK(averaged.signal == 1.5);
  CHECK(averaged.trace == 7.5);
  CHECK(averaged.critical_batch() == 5);
}

TEST_CASE("gradient noise: the critical batch is never NaN nor negative") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(GradientNoise{.signal = 2, .trace = -1}.critical_batch() == 0);
  CHECK(GradientNoise{.signal = 0, .trace = 0}.critical_batch() == 0);
  CHECK(GradientNoise{.signal = -2, .trace = -1}.critical_batch() == 0);
  CHECK(GradientNoise{.signal = 0, .trace = 1}.critical_batch() == infinity);
  CHECK(GradientNoise{.signal = -2, .trace = 1}.scale(64) == infinity);
}

}  // namespace caldera::test
