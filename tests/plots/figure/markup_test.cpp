#include "plots/figure/markup.h"

#include "tests/catch.h"

using namespace caldera;

TEST_CASE("markup: what means something in XML and HTML is escaped, the rest stays") {
  CHECK(escape_markup("a < b && c > 'd' \"e\"") ==
        "a &lt; b &amp;&amp; c &gt; &#39;d&#39; &quot;e&quot;");
  CHECK(escape_markup("&lt;") == "&amp;lt;");
  CHECK(escape_markup("‖θ‖² at β = 0") == "‖θ‖² at β = 0");
  CHECK(escape_markup("a\nb\tc\x01") == "a b c?");
}
