#include "caldera/probes/minimise/saddle_escaping_minimiser.h"

#include <cmath>
#include <vector>

#include "caldera/autograd/optimizer.h"
#include "caldera/probes/minimise/objective_minimiser.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// E = (x² − 1)²/4 + y²/2: minima at x = ±1, and between them a saddle, which descent from x = 0
/// cannot leave. With a pull c the minima are at x² = 1 − c.
class DoubleWell : public Objective {
 public:
  std::size_t dim() const override { return 2; }
  double value(std::span<const double> at) override {
    const double well = at[0] * at[0] - 1;
    return well * well / 4 + at[1] * at[1] / 2;
  }
  double value_and_gradient(std::span<const double> at, std::span<double> out) override {
    out[0] = at[0] * (at[0] * at[0] - 1);
    out[1] = at[1];
    return value(at);
  }
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> at, Curvature) override {
    return std::make_unique<MatrixOperator>(
        std::vector<double>{3 * at[0] * at[0] - 1, 0, 0, 1});
  }
};

}  // namespace

TEST_CASE("descent stops on a saddle, a settled one in a minimum") {
  DoubleWell objective;
  Adam<double> adam(2, {.learning_rate = 0.01});
  ObjectiveMinimiser descent(objective, adam);
  const Regulariser<double> pull{.beta = 0.19};
  std::vector<double> theta = {0, 0.5};
  CHECK(descent.minimise(theta, pull, 0).converged);
  CHECK(theta[0] == 0);
  CHECK(lowest_curvature(objective, theta, pull).value == Approx(-1 + 0.19));

  SaddleEscapingMinimiser settled(objective, descent);
  const MinimiserSummary done = settled.minimise(theta, pull, 0);
  CHECK(std::abs(std::abs(theta[0]) - 0.9) < tolerance::finite_difference);
  CHECK(std::abs(theta[1]) < tolerance::finite_difference);
  CHECK(lowest_curvature(objective, theta, pull).value > 0);
  CHECK(done.error == objective.value(theta));
  CHECK(done.iterations > 0);
  CHECK(done.converged);
}

TEST_CASE("what is a minimum already is left where it is, and descents are counted") {
  DoubleWell objective;
  Adam<double> adam(2, {.learning_rate = 0.01});
  ObjectiveMinimiser descent(objective, adam);
  std::vector<double> theta = {1, 0};
  SaddleEscapingMinimiser settled(objective, descent);
  CHECK(settled.minimise(theta, {}, 0).iterations == 0);
  CHECK(theta == std::vector<double>{1, 0});

  theta = {0, 0};
  SaddleEscapingMinimiser once(objective, descent, {.descents = 1});
  CHECK_FALSE(once.minimise(theta, {}, 0).converged);  // the last descent is not looked at
  CHECK(theta == std::vector<double>{0, 0});
}

}  // namespace caldera::test
