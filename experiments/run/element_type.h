#pragma once
// The type of one entry of a dataset or an attribute in any HDF5 file, as the digest names it. Our
// own programs read and write fewer types: values.h.

#include <cstddef>
#include <string>
#include <vector>

#include "experiments/run/values.h"

namespace caldera {

/// A name of an enumeration, and what it stands for: the bytes of its number (stored_number.h).
struct EnumerationName {
  std::string name;
  std::vector<std::byte> value;
};

/// How a text lies in a file. Texts that say the same are of one type, however they are stored.
struct TextStorage {
  std::size_t length = 0;  ///< bytes; 0: each has a length of its own
  int padding = 0;         ///< HDF5's H5T_str_t: what fills the length
  int characters = 0;      ///< HDF5's H5T_cset_t: ASCII or UTF-8
};

enum class ElementKind {
  number,       ///< also bits without a meaning
  text,         ///< ASCII or UTF-8
  reference,    ///< to an object of the file
  enumeration,  ///< an integer that has names for some of its values
  compound,     ///< several parts, each with a name
  array,        ///< of fixed extents
  list,         ///< of any length
  declaration   ///< a type that has a name in the file, and no values
};

struct ElementType {
  ElementKind kind = ElementKind::number;
  std::string number = {};                     ///< number, enumeration: its name (stored_number.h)
  std::vector<EnumerationName> names = {};     ///< enumeration: in order of their values
  std::vector<std::string> member_names = {};  ///< compound: of its parts
  std::vector<ElementType> parts = {};         ///< compound; array, list, declaration: of what
  Shape extents = {};                          ///< array
  TextStorage storage = {};                    ///< text
};

/// The type in words, the same for all types that are digested alike:
///
///     int16                                     a number
///     string                                    a text, whatever its length and alphabet
///     reference
///     enum int8 {FALSE=0, TRUE=1}               in order of the values
///     compound {r: float64, i: float64}         in order of the places in an entry
///     array [2, 3] of float32
///     list of int32
///     type float32                              a declaration
///
/// A name that is not of letters, digits and '_' alone stands in quotes; quotes, backslashes and
/// control characters in it are written \xHH. So no two types have the same words.
std::string type_name(const ElementType& type);

/// Whether the type, or what it is made of, is of that kind.
bool contains(const ElementType& type, ElementKind kind);

/// Whether each entry takes the same number of bytes in the digest: it holds no text, reference or
/// list.
bool has_fixed_size(const ElementType& type);

}  // namespace caldera
