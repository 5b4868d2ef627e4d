// Numbers as people write them: decimal, whole, within their range, or refused.

#include "experiments/study/numbers.h"

#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera::test {

TEST_CASE("whole numbers are decimal, whatever zeros stand before them", "[numbers]") {
  CHECK(read_whole("64") == 64);
  CHECK(read_whole("064") == 64);
  CHECK(read_whole("010") == 10);
  CHECK(read_whole("09") == 9);
  CHECK(read_whole("-5") == -5);
  CHECK(read_whole("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", " ", " 5", "5 ", "+5", "0x10", "1e3", "5.", "five", "-", "--5",
                           "1,000", "9223372036854775808", "99999999999999999999999"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(read_whole(text).has_value());
  }
}

TEST_CASE("real numbers are decimal and finite", "[numbers]") {
  CHECK(read_real("0.1") == 0.1);
  CHECK(read_real("-1e-3") == -1e-3);
  CHECK(read_real(".5") == 0.5);
  CHECK(read_real("007") == 7);
  CHECK(read_real("1E300") == 1e300);
  for (const char* text : {"", " ", "nan", "inf", "-inf", "infinity", "0x1p3", "1e400", "0,5",
                           "0.5 ", " 0.5", "+0.5", "1e", "half", "1e3x"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(read_real(text).has_value());
  }
}

TEST_CASE("a number out of its range is named as it was given", "[numbers]") {
  const WholeRange range{1, 60000};
  CHECK(parse_number("--subset", "00060000", range) == 60000);
  const std::pair<const char*, const char*> wrong[] = {
      {"0", "option out of range: --subset: expected 1 to 60000, found 0; "},
      {"60001", "found 60001;"},
      {"-18446744073709551611", "expected 1 to 60000, found -18446744073709551611;"},
      {"99999999999999999999999", "expected 1 to 60000, found 99999999999999999999999;"},
      {"1e20", "not a whole number: --subset: expected 1 to 60000, found '1e20'; write it in"},
      {"064x", "not a whole number: --subset: expected 1 to 60000, found '064x'"},
      {"", "not a whole number: --subset: expected 1 to 60000, found ''"}};
  for (const auto& [text, said] : wrong)
    CHECK_THAT(refusal([&, given = text] { parse_number("--subset", given, range); }),
               Catch::Contains(said));
}

TEST_CASE("a real number out of its range is named as it was given", "[numbers]") {
  CHECK(parse_number("--tol", "1e-3", tolerance_range) == 1e-3);
  CHECK(parse_number("--beta", "-2", any_real) == -2);
  const std::pair<const char*, const char*> wrong[] = {
      {"2", "option out of range: --tol: expected a number above 0 and below 1, found 2"},
      {"1", "found 1;"},
      {"0", "found 0;"},
      {"nan", "not a number: --tol: expected a number above 0 and below 1, found 'nan'"},
      {"", "not a number: --tol: expected a number above 0 and below 1, found ''"}};
  for (const auto& [text, said] : wrong)
    CHECK_THAT(refusal([&, given = text] { parse_number("--tol", given, tolerance_range); }),
               Catch::Contains(said));
  CHECK_THAT(refusal([] { parse_number("--width", "-1", not_negative); }),
             Catch::Contains("expected zero or a positive number, found -1"));
  CHECK_THAT(refusal([] { parse_number("--beta", "0", positive); }),
             Catch::Contains("expected a positive number, found 0"));
}

}  // namespace caldera::test
