#include "caldera/probes/series/mean_estimate.h"

#include <cmath>
#include <vector>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("mean estimate: the error is that of the scatter over the root of the number") {
  const MeanEstimate found = mean_estimate(std::vector<double>{1, 2, 3, 6});
  CHECK(found.mean == 3);
  CHECK(std::abs(found.error - std::sqrt(14.0 / 3 / 4)) <= tolerance::closed_form);
  CHECK(mean_estimate(std::vector<double>{5, 5, 5}).error == 0);
}

}  // namespace caldera::test
