#pragma once
// What a dataset or an attribute holds, free of HDF5: element type, shape and values.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace caldera {

/// Extents of an array, slowest first. Empty: a scalar.
using Shape = std::vector<std::size_t>;

/// Number of entries: the product of the extents, 1 for a scalar.
std::size_t entries(const Shape& shape);

/// "3, 4" of 3 and 4, with ", " between them.
std::string joined(const Shape& numbers, const std::string& separator);

/// "scalar" or "60000 x 10".
std::string to_text(const Shape& shape);

/// What the values are, without them.
struct Kind {
  std::string type;  ///< as Values::type
  Shape shape;
};

/// The values of a dataset or an attribute, in row order.
struct Values {
  std::string type;  ///< "float32", "float64", "int32", "int64", "uint8" or "string"
  Shape shape;
  std::vector<std::byte> bytes;      ///< of numbers: entries(shape) of them, little-endian
  std::vector<std::string> strings;  ///< of type "string": entries(shape) of them, UTF-8
};

/// The name in Values::type of float, double, std::int32_t, std::int64_t, std::uint8_t and
/// std::string.
template <class T>
std::string element_type();

/// Throws InputError naming `where` if the types differ.
void check_type(const std::string& found, const std::string& expected, const std::string& where);

/// `numbers` in row order as an array of that shape. entries(shape) must be numbers.size(). Every
/// NaN becomes the same one: of 0/0, processors make NaNs of different signs.
template <class T>
Values make_values(std::span<const T> numbers, const Shape& shape);

/// A scalar.
template <class T>
Values make_scalar(const T& value) {
  return make_values<T>(std::span<const T>(&value, 1), {});
}

/// The values as T. Throws InputError naming `where` if they are of another type: nothing is
/// converted, so nothing is rounded.
template <class T>
std::vector<T> values_as(const Values& values, const std::string& where);

/// The index of the first number that is NaN or infinite; nothing if all are finite.
std::optional<std::size_t> first_not_finite(const Values& values);

/// Entry `index` as a person reads it; numbers with as many digits as tell them apart, and floating
/// point also as bits: "0.1 (0x3fb999999999999a)".
std::string entry_text(const Values& values, std::size_t index);

}  // namespace caldera
