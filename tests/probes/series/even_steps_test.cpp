#include "caldera/probes/series/even_steps.h"

#include "tests/catch.h"

namespace caldera::test {

TEST_CASE("even steps begin and end where they are told to") {
  CHECK(even_steps(-1, 2, 4) == std::vector<double>{-1, 0, 1, 2});
  CHECK(even_steps(0.1, 0.3, 7).front() == 0.1);
  CHECK(even_steps(0, 1, 2) == std::vector<double>{0, 1});
}

}  // namespace caldera::test
