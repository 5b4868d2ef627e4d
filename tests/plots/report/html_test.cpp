#include "plots/report/html.h"

#include "tests/catch.h"

using namespace caldera;

TEST_CASE("html: an element escapes its text") {
  CHECK(element("code", "a < b") == "<code>a &lt; b</code>");
}

TEST_CASE("html: a file is its own address, in the examples of RFC 4648") {
  const std::string start = "data:image/svg+xml;base64,";
  CHECK(data_address("image/svg+xml", "") == start);
  CHECK(data_address("image/svg+xml", "f") == start + "Zg==");
  CHECK(data_address("image/svg+xml", "fo") == start + "Zm8=");
  CHECK(data_address("image/svg+xml", "foo") == start + "Zm9v");
  CHECK(data_address("text/csv", "foobar") == "data:text/csv;base64,Zm9vYmFy");
}

TEST_CASE("html: an id has no blanks and nothing that HTML reads") {
  CHECK(anchor("verdict", "origin sweep") == "verdict-origin-sweep");
  CHECK(anchor("run", "it's/a.h5") == "run-it&#39;s/a.h5");
}
