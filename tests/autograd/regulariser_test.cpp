#include "caldera/autograd/regulariser.h"

#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

std::vector<float> floats(std::uint32_t trial) {
  const std::vector<double> x = random_vector(50, trial);
  return {x.begin(), x.end()};
}

}  // namespace

TEST_CASE("the conventions differ where the paper says they do") {
  const Regulariser<float> sweep{PullConvention::weight_decay, 0.03, {}};
  const Regulariser<float> path{PullConvention::pathfinder, 0.03, {}};
  const Regulariser<float> cnn{PullConvention::half_square, 0.03, {}};
  CHECK(sweep.curvature() == 0.03);
  CHECK(path.curvature() == 0.06);
  CHECK(sweep.reported_penalty(2) == Approx(0.12));
  CHECK(path.reported_penalty(2) == Approx(0.12));
  CHECK(sweep.minimised_penalty(2) == Approx(0.06));
  CHECK(path.minimised_penalty(2) == Approx(0.12));
  CHECK(cnn.curvature() == 0.03);
  CHECK(cnn.minimised_penalty(2) == Approx(0.06));
  CHECK(cnn.reported_penalty(2) == cnn.minimised_penalty(2));
  CHECK(name(sweep.convention) == "weight_decay");
  CHECK(name(path.convention) == "pathfinder");
  CHECK(name(cnn.convention) == "half_square");
}

TEST_CASE("what is added to the gradient is the gradient of the minimised penalty") {
  const std::vector<float> theta = floats(1), reference = floats(2), v = floats(3);
  for (const auto convention : {PullConvention::weight_decay, PullConvention::pathfinder,
                                PullConvention::half_square})
    for (const bool from_origin : {true, false}) {
      Regulariser<float> r{convention, 0.37, {}};
      if (!from_origin) r.reference = reference;
      std::vector<float> g(50, 0.0f);
      r.add_gradient(theta, g);
      // Exact for a quadratic: (f(θ + v) − f(θ − v)) / 2 = ⟨∇f, v⟩.
      std::vector<float> plus = theta, minus = theta;
      double along = 0;
      for (std::size_t i = 0; i < 50; ++i) {
        plus[i] += v[i];
        minus[i] -= v[i];
        along += static_cast<double>(g[i]) * static_cast<double>(v[i]);
      }
      const double difference =
          (r.minimised_penalty(r.distance(plus)) - r.minimised_penalty(r.distance(minus))) / 2;
      check_close("gradient along v", {along}, {difference}, tolerance::first_order<float>);
    }
}

}  // namespace caldera::test
