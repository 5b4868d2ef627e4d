#include "caldera/probes/landscape/gradient_curvature.h"

#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("curvature along the gradient: two eigenvalues that cancel, and a gradient of zero") {
  MatrixOperator a(std::vector<double>{4, 0, 0, -1});
  const std::vector<double> gradient = {1, 2}, zero = {0, 0};
  const GradientCurvature found = gradient_curvature(a, gradient);
  check_close("curvature and residual", {found.value, found.residual}, {0, 2},
              tolerance::second_order<double>);
  CHECK_THAT(refusal([&] { return gradient_curvature(a, zero); }), Catch::Contains("above zero"));
}

}  // namespace caldera::test
