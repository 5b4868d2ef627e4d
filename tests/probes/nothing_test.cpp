// Averages and extremes of nothing are not asked for.

#include <vector>

#include "caldera/probes/detectors/moments.h"
#include "caldera/probes/landscape/curve_profile.h"
#include "caldera/probes/series/extrapolation.h"
#include "caldera/probes/signals/gradient_noise.h"
#include "caldera/probes/signals/similarity.h"
#include "tests/broken_invariant.h"
#include "tests/catch.h"

namespace caldera::test {

TEST_CASE("no mean, no highest point and no limit of nothing") {
  const std::vector<double> none;
  CHECK(breaks_an_invariant([&] { shifted_mean(none); }));
  CHECK(breaks_an_invariant([&] { gradient_noise_of_all(none, 1); }));
  CHECK(breaks_an_invariant([&] { mean_noise(std::vector<GradientNoise>()); }));
  CHECK(breaks_an_invariant([&] { mean_hsic(std::vector<LinearHsic>()); }));
  CHECK(breaks_an_invariant([&] { highest({}); }));
  CHECK(breaks_an_invariant([&] { barrier({}); }));
  CHECK(breaks_an_invariant([&] { extrapolated_to_zero(none, none); }));
}

}  // namespace caldera::test
