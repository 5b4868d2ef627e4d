#include "experiments/study/numbers.h"

#include <cmath>
#include <cstdlib>

#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

namespace {

/// The same number by another way: digit by digit, in 128 bits.
void require_decimal(const std::string& text, std::int64_t value) {
  __extension__ __int128 sum = 0;
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  require(text.size() > first, "digits");
  for (const char digit : text.substr(first)) {
    require(digit >= '0' && digit <= '9', "decimal digits and nothing else");
    sum = 10 * sum + (digit - '0');
    require(sum >> 64 == 0, "64 bits");
  }
  require((first == 1 ? -sum : sum) == value, "the number that was given");
}

}  // namespace

void try_numbers(Bytes input) {
  const std::string text = text_of(input);
  const WholeRange range{-5, 60000};
  accepts([&] {
    const std::int64_t value = parse_number("--batch", text, range);
    require(value >= range.low && value <= range.high, "a number in its range");
    require_decimal(text, value);
  });
  if (const auto value = read_whole(text)) require_decimal(text, *value);
  accepts([&] {
    const double value = parse_number("--beta", text, not_negative);
    require(value >= 0 && std::isfinite(value), "a finite number in its range");
    require(text.find_first_not_of("0123456789+-.eE") == std::string::npos, "a decimal number");
    require(std::strtod(text.c_str(), nullptr) == value, "the number that was given");
  });
}

}  // namespace caldera::fuzz
