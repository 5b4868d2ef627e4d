#pragma once
// The content of a dataset or an attribute, as the bytes that enter the digest.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/run/element_type.h"

namespace caldera {

/// The entries in row order, without padding:
///
///     number, enumeration     its bytes, little-endian
///     text, reference         length and bytes; of a reference, of the path of the object
///     compound, array         its parts, one behind the other
///     list                    how many entries, and these
///
/// Lengths and counts are 64 bits, little-endian. The reference to nothing has no path.
struct Content {
  ElementType type;
  bool has_values = true;  ///< false: neither shape nor entries (HDF5: a null dataspace)
  Shape shape = {};
  std::vector<std::byte> bytes = {};
};

/// Write such bytes behind others.
void append_number(std::vector<std::byte>& bytes, std::uint64_t number);
void append_text(std::vector<std::byte>& bytes, std::string_view text);

/// Reads such bytes from front to back.
class Cursor {
 public:
  explicit Cursor(std::span<const std::byte> bytes) : left_(bytes) {}

  std::span<const std::byte> take(std::size_t count);
  std::uint64_t take_number();
  std::string_view take_text();

  /// What a whole element takes, nested ones included.
  std::span<const std::byte> take_element(const ElementType& type);

 private:
  std::span<const std::byte> left_;
};

/// Takes an element as a person reads it: `{r: 0.1 (0x3fb999999999999a), i: 0
/// (0x0000000000000000)}`,
/// `[1, 2]`, `TRUE (1)`, `"text"`, `-> /x`, and `-> nothing`.
std::string take_as_text(const ElementType& type, Cursor& from);

/// "float32 2 x 1"
std::string kind_text(const Content& content);

/// The attribute REFERENCE_LIST of a dimension scale names the datasets to which the scale is
/// attached, and the dimension of each, in the order of attaching; and releases of HDF5 part in the
/// type of the dimension. Puts the entries in the order of their bytes, and makes the dimension
/// uint32. Another attribute, and one without references, is left as it is.
void order_reference_list(Content& content, const std::string& attribute);

}  // namespace caldera
