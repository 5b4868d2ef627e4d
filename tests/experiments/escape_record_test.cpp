#include "experiments/escape/record.h"

#include <cmath>
#include <vector>

#include "tests/catch.h"

namespace caldera {

TEST_CASE("escape: a run has escaped a tenth of a nat below the error of guessing") {
  CHECK(escape_level(10) == 2.302585092994046 - 0.1);  // log 10, to the last bit: runs depend on it
  CHECK(std::abs(escape_level(3) - (std::log(3) - 0.1)) < 1e-15);
  const std::vector<double> error = {2.3, 2.21, 2.2, 1.5};
  CHECK(first_escaped(error, 10) == 2);
  CHECK(first_escaped(error, 3) == error.size());
}

}  // namespace caldera
