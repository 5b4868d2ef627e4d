#pragma once
// Numbers as people write them, on command lines and in rules: decimal, with nothing before or
// behind them, and within a range, or refused. Leading zeros mean nothing: 064 is 64. All options
// of all programs are read by these functions (experiments/study/command_line.h).

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace caldera {

/// A whole number as configurations store it.
template <std::integral T>
constexpr std::int64_t integer(T number) {
  return static_cast<std::int64_t>(number);
}

/// Whole numbers from low to high, both included.
struct WholeRange {
  std::int64_t low = 0, high = std::numeric_limits<std::int64_t>::max();
};

/// Of a seed; and of the first of several, which are counted up.
inline constexpr WholeRange seed_range{};
inline constexpr WholeRange first_seed_range{.high = seed_range.high / 2};

/// Real numbers for which a condition holds, and the condition in words.
struct RealRange {
  std::string_view text;
  bool (*holds)(double);
};

inline constexpr RealRange any_real{"a finite number", [](double) { return true; }};
inline constexpr RealRange positive{"a positive number", [](double x) { return x > 0; }};
inline constexpr RealRange not_negative{"zero or a positive number",
                                        [](double x) { return x >= 0; }};
/// Of a residual or an error, as a share of what it is compared with: from 1 on everything passes.
inline constexpr RealRange tolerance_range{"a number above 0 and below 1",
                                           [](double x) { return x > 0 && x < 1; }};
inline constexpr RealRange relative_error_range{"zero or a number below 1",
                                                [](double x) { return x >= 0 && x < 1; }};

/// "1 to 1000"
std::string to_text(const WholeRange& range);
std::string to_text(const RealRange& range);

/// The shortest text that is read as this number.
std::string to_text(double value);

/// A number of decimal digits, with a minus before them or not. Nothing for any other text, and for
/// a number beyond 64 bits.
std::optional<std::int64_t> read_whole(std::string_view text);

/// A finite decimal number, as -0.5 or 1e-3. Nothing for any other text, for inf and nan, and for a
/// number that no double is near to.
std::optional<double> read_real(std::string_view text);

/// The number that was given for `option`. Throws InputError, naming the option and the range, for
/// what is no number and for one out of the range.
std::int64_t parse_number(const std::string& option, const std::string& text,
                          const WholeRange& range);
double parse_number(const std::string& option, const std::string& text, const RealRange& range);

}  // namespace caldera
