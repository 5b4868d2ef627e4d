#include "caldera/probes/series/median.h"

#include "tests/catch.h"

namespace caldera::test {

TEST_CASE("a median is the middle value, or the mean of the two middle ones") {
  CHECK(median({3}) == 3);
  CHECK(median({5, 1, 3}) == 3);
  CHECK(median({4, 1}) == 2.5);
  CHECK(median({7, 1, 4, 2}) == 3);
}

}  // namespace caldera::test
