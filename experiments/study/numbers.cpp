#include "experiments/study/numbers.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

/// What std::from_chars makes of a whole text: decimal digits, whatever the locale.
template <class T>
std::optional<T> from_all(std::string_view text) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

bool is_whole(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

[[noreturn]] void refuse_range(const std::string& option, const std::string& range,
                               const std::string& text) {
  throw InputError("option out of range", option, range, text, "choose a number in this range");
}

}  // namespace

std::string to_text(const WholeRange& range) {
  return fmt::format("{} to {}", range.low, range.high);
}

std::string to_text(const RealRange& range) { return std::string(range.text); }

std::string to_text(double value) { return fmt::format("{}", value); }

std::optional<std::int64_t> read_whole(std::string_view text) {
  return from_all<std::int64_t>(text);
}

std::optional<double> read_real(std::string_view text) {
  const std::optional<double> value = from_all<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::int64_t parse_number(const std::string& option, const std::string& text,
                          const WholeRange& range) {
  if (!is_whole(text))
    throw InputError("not a whole number", option, to_text(range), "'" + text + "'",
                     "write it in decimal digits");
  const std::optional<std::int64_t> value = read_whole(text);  // none: beyond 64 bits
  if (!value || *value < range.low || *value > range.high)
    refuse_range(option, to_text(range), text);
  return *value;
}

double parse_number(const std::string& option, const std::string& text, const RealRange& range) {
  const std::optional<double> value = read_real(text);
  if (!value)
    throw InputError("not a number", option, to_text(range), "'" + text + "'",
                     "write it as 0.001 or 1e-3");
  if (!range.holds(*value)) refuse_range(option, to_text(range), text);
  return *value;
}

}  // namespace caldera
