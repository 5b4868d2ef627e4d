#include "caldera/probes/signals/rank_measures.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "caldera/probes/signals/columns.h"
#include "caldera/probes/signals/singular_values.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

void check_ranks(const std::vector<double>& sigma, const std::vector<double>& expected) {
  const RankMeasures ranks = rank_measures(sigma);
  check_close("effective, stable, participation",
              {ranks.effective, ranks.stable, ranks.participation}, expected, tolerance::signal);
}

}  // namespace

TEST_CASE("ranks: k equal singular values among zeros have rank k") {
  for (std::size_t k = 1; k <= 20; ++k) {
    std::vector<double> sigma(20, 0.0);
    std::fill_n(sigma.begin(), k, 0.37);
    check_ranks(sigma, std::vector<double>(3, double(k)));
  }
}

TEST_CASE("ranks: singular values 2, 1, 1 by hand") {
  // p = ½, ¼, ¼: entropy 1.5 log 2. Squares 4, 1, 1: 6/4, and 36/18.
  check_ranks({2, 1, 1}, {std::pow(2, 1.5), 1.5, 2});
  check_ranks({2e200, 1e200, 1e200}, {std::pow(2, 1.5), 1.5, 2});
}

TEST_CASE("ranks: a geometric sequence in closed form") {
  // σᵢ = rⁱ, i < n: p has the entropy of a truncated geometric distribution.
  constexpr double r = 0.8;
  constexpr int n = 60;
  std::vector<double> sigma;
  for (int i = 0; i < n; ++i) sigma.push_back(std::pow(r, i));
  const auto geometric = [&](double x) { return (1 - std::pow(x, n)) / (1 - x); };
  const double mean_index = r / (1 - r) - n * std::pow(r, n) / (1 - std::pow(r, n));
  const double entropy = std::log(geometric(r)) - mean_index * std::log(r);
  const double squares = geometric(r * r);
  check_ranks(sigma, {std::exp(entropy), squares, squares * squares / geometric(std::pow(r, 4))});
}

TEST_CASE("ranks: 1 ≤ stable ≤ participation ≤ effective ≤ rank") {
  for (std::uint32_t trial = 0; trial < 50; ++trial) {
    std::vector<double> sigma = random_vector(30, trial);
    for (double& value : sigma) value = std::pow(std::abs(value), 1.0 + trial % 5);
    std::ranges::sort(sigma, std::greater<>{});
    const RankMeasures ranks = rank_measures(sigma);
    CHECK(1 <= ranks.stable);
    CHECK(ranks.stable <= ranks.participation);
    CHECK(ranks.participation <= ranks.effective);
    CHECK(ranks.effective <= 30);
  }
}

TEST_CASE("ranks: nothing has rank 0") {
  check_ranks({}, {0, 0, 0});
  check_ranks({0, 0, 0}, {0, 0, 0});
}

TEST_CASE("ranks: participation of centred activations is that of their covariance") {
  const std::size_t n = 40, d = 6;
  const std::vector<double> x = random_vector(n * d, 5);
  std::vector<double> mean(d);
  for (std::size_t i = 0; i < n * d; ++i) mean[i % d] += x[i] / double(n);
  double trace = 0, squares = 0;  // tr C and tr C², from the definition of C
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b) {
      double c = 0;
      for (std::size_t i = 0; i < n; ++i) c += (x[i * d + a] - mean[a]) * (x[i * d + b] - mean[b]);
      if (a == b) trace += c;
      squares += c * c;
    }
  const std::vector<double> h = centred_columns(ConstMatrix<double>(x.data(), n, d));
  const RankMeasures ranks = rank_measures(singular_values(ConstMatrix<double>(h.data(), n, d)));
  CHECK(std::abs(ranks.participation - trace * trace / squares) < tolerance::signal);
}

}  // namespace caldera::test
