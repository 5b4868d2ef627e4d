#include "caldera/probes/minimise/pathfinder.h"

#include <cmath>

#include "caldera/probes/minimise/objective_minimiser.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// E(a) = ½(1 − a³)²: one mode of a linear network of depth 3 (Ziyin and Ueda 2022). With a pull c
/// towards 0 the learned branch obeys c = 3a(1 − a³), and ends in a fold at a* = 4^{−1/3}.
class CubicMode : public Objective {
 public:
  std::size_t dim() const override { return 1; }
  double value(std::span<const double> a) override { return std::pow(1 - std::pow(a[0], 3), 2) / 2; }
  double value_and_gradient(std::span<const double> a, std::span<double> out) override {
    out[0] = -3 * a[0] * a[0] * (1 - std::pow(a[0], 3));
    return value(a);
  }
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double>, Curvature) override {
    return nullptr;
  }
};

const double fold = std::pow(0.25, 1.0 / 3) * 9 / 4;

constexpr DescentRule close{.gradient = 1e-12, .max_steps = 2000000};

}  // namespace

TEST_CASE("a minimum of a quadratic is followed along its closed form, up and down") {
  // E = ½ Σ h_i θ_i² − Σ g_i θ_i and the pull c towards r: θ_i = (g_i + c r_i)/(h_i + c).
  constexpr std::size_t n = 5;
  const std::vector<double> h = {0.3, 1.1, 2.3, 0.71, 1.9}, g = random_vector(n, 1);
  const std::vector<double> reference = random_vector(n, 2);
  std::vector<double> a(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) a[i * n + i] = h[i];
  Quadratic quadratic(a, g);
  Sgd<double> descent(n, {.learning_rate = 0.2, .momentum = 0});
  ObjectiveMinimiser minimiser(quadratic, descent, close);
  for (const PullConvention convention : {PullConvention::weight_decay, PullConvention::pathfinder}) {
    std::vector<double> theta = random_vector(n, 3);
    const std::vector<double> betas = {0, 0.3, 0.7, 1.1, 0.2};
    std::vector<double> visited;
    follow_minimum<double>(minimiser, {convention, 0, reference}, betas, 1, theta,
                           [&](const PathPoint<double>& point) {
                             visited.push_back(point.pull.beta);
                             CHECK(point.step == visited.size());
                             const double c = point.pull.curvature();
                             std::vector<double> expected;
                             for (std::size_t i = 0; i < n; ++i)
                               expected.push_back((g[i] + c * reference[i]) / (h[i] + c));
                             check_close("minimum", theta, expected, tolerance::descent);
                             CHECK(point.theta.data() == theta.data());
                             CHECK(minimiser.converged());
                           });
    CHECK(visited == std::vector<double>{0.3, 0.7, 1.1, 0.2});
  }
}

TEST_CASE("a descent says when it runs out of steps, and where E is") {
  CubicMode mode;
  Adam<double> adam(1, {.learning_rate = 0.01});
  ObjectiveMinimiser minimiser(mode, adam, {.gradient = 1e-12, .max_steps = 3});
  std::vector<double> a = {0.8};
  const MinimiserSummary summary = minimiser.minimise(a, {}, 0);
  CHECK(summary.iterations == 3);
  CHECK_FALSE(minimiser.converged());
  CHECK(summary.error == mode.value(a));
}

TEST_CASE("bisection closes in on the fold of a linear network of depth 3") {
  CubicMode mode;
  Sgd<double> descent(1, {.learning_rate = 0.05, .momentum = 0});
  ObjectiveMinimiser minimiser(mode, descent, close);
  Bracket<double> bracket{{1.3, 0, {}, {1}}, {1.5, 0, {}, {1}}};
  for (BracketEnd<double>* end : {&bracket.before, &bracket.after}) {
    CHECK(minimiser.minimise(end->theta, {.beta = end->beta}, 0).converged);
    end->distance = std::abs(end->theta[0]);
  }
  const double width = bracket.width();
  for (int k = 1; k <= 20; ++k) {
    bisect_bracket<double>(minimiser, {}, 0, bracket);
    CHECK(std::abs(bracket.width() - width * std::pow(0.5, k)) <= tolerance::value<double>);
    CHECK(bracket.before.beta <= fold);
    CHECK(bracket.after.beta >= fold);
  }
  CHECK(bracket.before.distance > 0.6);
  CHECK(bracket.after.distance < 1e-6);
  CHECK(bracket.before.summary.iterations > 0);
}

TEST_CASE("bisection works downwards too: the trivial branch of depth 3 is never left") {
  CubicMode mode;
  Sgd<double> descent(1, {.learning_rate = 0.05, .momentum = 0});
  ObjectiveMinimiser minimiser(mode, descent, close);
  // From a = 0 the learned branch is not found at any c > 0: the end behind never moves.
  Bracket<double> bracket{{1.5, 0, {}, {0}}, {0.1, 0.99, {}, {0.99}}};
  for (int k = 0; k < 5; ++k) bisect_bracket<double>(minimiser, {}, 0, bracket);
  CHECK(bracket.after.beta == 0.1);
  CHECK(bracket.before.beta == Approx(0.1 + 1.4 / 32));
}

}  // namespace caldera::test
