#include "caldera/probes/langevin/walkers.h"

#include <cmath>
#include <vector>

#include "caldera/probes/langevin/first_passage.h"
#include "caldera/probes/series/mean_estimate.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// V = ½kx² in two variables, k = 2 and 0.5.
struct TwoSprings {
  static constexpr std::size_t dim = 2;
  Point<2> gradient(const Point<2>& x) const { return {2 * x[0], 0.5 * x[1]}; }
};

/// V = x⁴/4 − x²/2
struct DoubleWell {
  static constexpr std::size_t dim = 1;
  Point<1> gradient(const Point<1>& x) const { return {x[0] * x[0] * x[0] - x[0]}; }
};

const auto nobody = [] {};
const auto is_right = [](const Point<1>& x) { return x[0] >= 0.9; };

/// Times of walkers from −1 to 0.9.
std::vector<double> crossings(double temperature, double step, std::uint32_t first,
                              std::size_t count) {
  const Walkers walkers(DoubleWell{}, {-1}, {.temperature = temperature, .step = step, .seed = 3});
  return arrival_times(walkers, is_right, first, count, nobody);
}

}  // namespace

TEST_CASE("walkers: a step is the one that is written, with the numbers of the stream") {
  const LangevinRule rule{.temperature = 0.3, .step = 0.1, .seed = 7};
  Walkers walkers(TwoSprings{}, {1, -2}, rule);
  walkers.begin(5, 42);
  const Stream stream{7, Purpose::thermal_noise, 42};
  double x = 1;
  for (std::uint64_t n = 0; n < 3; ++n) {
    const double kick = std::sqrt(2 * 0.3 * 0.1) * stream.normal(n);
    const double trial = x - 0.1 * (2 * x) + kick;
    x = x - 0.1 / 2 * (2 * x + 2 * trial) + kick;
    walkers.move();
    CHECK(walkers.at(5)[0] == x);
  }
  CHECK(walkers.number(5) == 42);
  CHECK(walkers.time(5) == 3 * 0.1);
}

TEST_CASE("walkers: without noise it is Heun's method, of second order") {
  const auto error_at_1 = [](double step) {
    Walkers walkers(TwoSprings{}, {1, 1}, {.temperature = 0, .step = step});
    while (walkers.time(0) < 1 - step / 2) walkers.move();
    return std::abs(walkers.at(0)[0] - std::exp(-2));
  };
  const double ratio = error_at_1(0.02) / error_at_1(0.01);
  CHECK(ratio > 3.8);
  CHECK(ratio < 4.3);
}

TEST_CASE("walkers: the variance in a well is that of the formula, of both variables") {
  std::vector<double> stiff, soft;
  Walkers walkers(TwoSprings{}, {}, {.temperature = 0.3, .step = 0.25, .seed = 5});
  for (std::uint32_t group = 0; group < 200; ++group) {
    for (std::size_t lane = 0; lane < walkers.lanes; ++lane)
      walkers.begin(lane, static_cast<std::uint32_t>(group * walkers.lanes + lane));
    for (int step = 0; step < 100; ++step) walkers.move();
    for (std::size_t lane = 0; lane < walkers.lanes; ++lane) {
      stiff.push_back(walkers.at(lane)[0] * walkers.at(lane)[0]);
      soft.push_back(walkers.at(lane)[1] * walkers.at(lane)[1]);
    }
  }
  const auto expected = [](double k) {
    const double z = 0.25 * k;
    return 0.3 / k * (1 - z + z * z / 4) / (1 - z + z * z / 2 - z * z * z / 8);
  };
  for (const auto& [values, k] : {std::pair{stiff, 2.0}, {soft, 0.5}}) {
    const MeanEstimate found = mean_estimate(values);
    CAPTURE(k, found.mean, expected(k));
    CHECK(std::abs(found.mean - expected(k)) <= tolerance::standard_errors * found.error);
  }
}

TEST_CASE("walkers: a time depends on the number alone, not on how many there are") {
  const std::vector<double> many = crossings(0.2, 0.05, 100, 40),
                            some = crossings(0.2, 0.05, 110, 7);
  for (std::size_t i = 0; i < some.size(); ++i) CHECK(some[i] == many[10 + i]);
}

TEST_CASE("walkers: one that runs away in steps that are too large is named, not waited for") {
  const Walkers walkers(DoubleWell{}, {-100}, {.temperature = 0.1, .step = 1});
  CHECK_THROWS_AS(arrival_times(walkers, is_right, 7, 3, nobody), NonFiniteError);
  CHECK_THROWS_WITH(arrival_times(walkers, is_right, 7, 3, nobody),
                    Catch::Contains("walker 7 is at no finite place"));
}

TEST_CASE("walkers: mean times over a barrier are those of quadrature at every temperature") {
  const auto potential = [](double x) { return x * x * (x * x / 4 - 0.5); };
  for (const double t : {1.0, 0.25, 0.1}) {
    const MeanEstimate found = mean_estimate(crossings(t, 0.02, 0, 2000));
    const double exact = mean_first_passage(potential, t, {.start = -1, .target = 0.9, .wall = -5});
    CAPTURE(t, found.mean, found.error, exact);
    CHECK(std::abs(found.mean - exact) <= tolerance::standard_errors * found.error + 0.01 * exact);
  }
}

}  // namespace caldera::test
