#pragma once
// Options that are numbers. CLI11 would read 064 as 52, an empty text as 0, and wrap what is too large:
// programs add numbers with add_number alone, and run_program asserts it (experiments/program.h).

#include <CLI/CLI.hpp>
#include <cassert>
#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiments/numbers.h"

namespace caldera {

namespace number_options {

/// What stands in --help for a number.
inline const char* type_name(const WholeRange&) { return "WHOLE"; }
inline const char* type_name(const RealRange&) { return "REAL"; }

template <std::integral T>
bool fits(const WholeRange& range) {
  return std::in_range<T>(range.low) && std::in_range<T>(range.high);
}
template <std::same_as<double> T>
bool fits(const RealRange&) {
  return true;
}

/// `parse(text)` → value, for one number, for one that need not be given, and for a list.
template <class T, class Parse>
void take(T& value, const std::vector<std::string>& given, const Parse& parse) {
  value = static_cast<T>(parse(given.size() == 1 ? given.front() : std::string()));
}
template <class T, class Parse>
void take(std::optional<T>& value, const std::vector<std::string>& given, const Parse& parse) {
  take(value.emplace(), given, parse);
}
template <class T, class Parse>
void take(std::vector<T>& values, const std::vector<std::string>& given, const Parse& parse) {
  values.clear();
  for (const std::string& text : given) values.push_back(static_cast<T>(parse(text)));
}

template <std::integral T>
std::string default_text(T value) {
  return std::to_string(value);
}
inline std::string default_text(double value) { return to_text(value); }
template <class T>
std::string default_text(const std::optional<T>&) {
  return {};
}
template <class T>
std::string default_text(const std::vector<T>& values) {
  std::string text;
  for (const T& value : values) text += (text.empty() ? "" : " ") + default_text(value);
  return text;
}

template <class Value>
struct ElementOf {
  using type = Value;
  static constexpr bool is_list = false;
};
template <class T>
struct ElementOf<std::optional<T>> : ElementOf<T> {};
template <class T>
struct ElementOf<std::vector<T>> {
  using type = T;
  static constexpr bool is_list = true;
};

}  // namespace number_options

/// Adds an option for a number: `value` is of an integral type and `range` a WholeRange, or double and
/// RealRange; or a std::optional or a std::vector, given as a list, of these. --help shows the range
/// behind `text`. What is no number, or not in the range, is refused by an InputError that names the
/// option and the range (experiments/numbers.h).
///
///     add_number(app, "--batch", setup.batch, {1, 60000}, "Examples a step")->capture_default_str();
template <class Value, class Range>
CLI::Option* add_number(CLI::App& app, const std::string& name, Value& value, const Range& range,
                        const std::string& text) {
  using Element = number_options::ElementOf<Value>;
  assert(number_options::fits<typename Element::type>(range));
  const auto parse = [name, range](const std::string& given) {
    return parse_number(name, given, range);
  };
  const CLI::callback_t take = [&value, parse](const CLI::results_t& given) {
    number_options::take(value, given, parse);
    return true;
  };
  CLI::Option* const option =
      app.add_option(name, take, text + "; " + to_text(range), false,
                     [&value] { return number_options::default_text(value); });
  option->type_name(number_options::type_name(range));
  if (Element::is_list) option->expected(CLI::detail::expected_max_vector_size);
  return option;
}

/// The same for a whole number, whose range may be written in braces.
template <class Value>
CLI::Option* add_number(CLI::App& app, const std::string& name, Value& value,
                        const WholeRange& range, const std::string& text) {
  return add_number<Value, WholeRange>(app, name, value, range, text);
}

}  // namespace caldera
