#include "experiments/study/option_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

void check_count(const std::string& option, std::size_t value, std::int64_t low,
                 std::int64_t high) {
  if (std::cmp_less_equal(low, value) && std::cmp_less_equal(value, high)) return;
  throw InputError("option out of range", option, fmt::format("{} to {}", low, high),
                   fmt::format("{}", value), "choose a number in this range");
}

std::string in_words(const std::vector<std::string>& choices) {
  std::string words = choices.front();
  for (std::size_t i = 1; i < choices.size(); ++i)
    words += (i + 1 < choices.size() ? ", " : " or ") + choices[i];
  return words;
}

void check_one_of(const std::string& option, const std::string& value,
                  const std::vector<std::string>& choices) {
  if (std::ranges::find(choices, value) != choices.end()) return;
  throw InputError("unknown choice", option, in_words(choices), "'" + value + "'",
                   "name one of them");
}

void refuse_same_file(const std::filesystem::path& input, const std::filesystem::path& out) {
  std::error_code absent;
  if (std::filesystem::equivalent(input, out, absent))
    throw InputError("another run is there", out.string(), "another file than the run starts from",
                     "the same", "choose another --out");
}

}  // namespace caldera
