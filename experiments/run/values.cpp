#include "experiments/run/values.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <type_traits>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/stored_number.h"

namespace caldera {

static_assert(std::endian::native == std::endian::little, "Values::bytes are little-endian");

std::size_t entries(const Shape& shape) {
  std::size_t count = 1;
  for (const std::size_t extent : shape) count *= extent;
  return count;
}

std::string joined(const Shape& numbers, const std::string& separator) {
  std::string text;
  for (const std::size_t number : numbers) {
    text += (text.empty() ? "" : separator) + std::to_string(number);
  }
  return text;
}

std::string to_text(const Shape& shape) { return shape.empty() ? "scalar" : joined(shape, " x "); }

template <>
std::string element_type<float>() {
  return "float32";
}
template <>
std::string element_type<double>() {
  return "float64";
}
template <>
std::string element_type<std::int32_t>() {
  return "int32";
}
template <>
std::string element_type<std::int64_t>() {
  return "int64";
}
template <>
std::string element_type<std::uint8_t>() {
  return "uint8";
}
template <>
std::string element_type<std::string>() {
  return "string";
}

void check_type(const std::string& found, const std::string& expected, const std::string& where) {
  if (found != expected)
    throw InputError("wrong element type", where, expected, found,
                     "make the file again with the expected type");
}

template <class T>
Values make_values(std::span<const T> numbers, const Shape& shape) {
  assert(entries(shape) == numbers.size());
  Values values{element_type<T>(), shape, {}, {}};
  if constexpr (std::is_same_v<T, std::string>) {
    values.strings.assign(numbers.begin(), numbers.end());
  } else {
    const auto bytes = std::as_bytes(numbers);
    values.bytes.assign(bytes.begin(), bytes.end());
  }
  if constexpr (std::is_floating_point_v<T>) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (std::isnan(numbers[i])) std::memcpy(values.bytes.data() + i * sizeof(T), &nan, sizeof(T));
  }
  return values;
}

template <class T>
std::vector<T> values_as(const Values& values, const std::string& where) {
  check_type(values.type, element_type<T>(), where);
  if constexpr (std::is_same_v<T, std::string>) {
    return values.strings;
  } else {
    std::vector<T> numbers(entries(values.shape));
    if (!numbers.empty()) std::memcpy(numbers.data(), values.bytes.data(), values.bytes.size());
    return numbers;
  }
}

namespace {

template <class T>
T number_at(const Values& values, std::size_t index) {
  T number;
  std::memcpy(&number, values.bytes.data() + index * sizeof(T), sizeof(T));
  return number;
}

template <class T>
std::optional<std::size_t> first_not_finite_as(const Values& values) {
  for (std::size_t i = 0; i < entries(values.shape); ++i)
    if (!std::isfinite(number_at<T>(values, i))) return i;
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> first_not_finite(const Values& values) {
  if (values.type == "float32") return first_not_finite_as<float>(values);
  if (values.type == "float64") return first_not_finite_as<double>(values);
  return std::nullopt;
}

std::string entry_text(const Values& values, std::size_t index) {
  assert(index < entries(values.shape));
  if (values.type == "string") return '"' + values.strings[index] + '"';
  const std::size_t width = width_of(values.type);
  return number_text(values.type, values.bytes.data() + index * width);
}

#define CALDERA_INSTANTIATE(T)                                                    \
  template Values make_values<T>(std::span<const T> numbers, const Shape& shape); \
  template std::vector<T> values_as<T>(const Values& values, const std::string& where);
CALDERA_INSTANTIATE(float)
CALDERA_INSTANTIATE(double)
CALDERA_INSTANTIATE(std::int32_t)
CALDERA_INSTANTIATE(std::int64_t)
CALDERA_INSTANTIATE(std::uint8_t)
CALDERA_INSTANTIATE(std::string)
#undef CALDERA_INSTANTIATE

}  // namespace caldera
