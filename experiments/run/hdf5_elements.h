#pragma once
// Inside the HDF5 layer: element types of any file, from HDF5's types and into them.

#include "experiments/run/element_type.h"
#include "experiments/run/hdf5.h"

namespace caldera::hdf5 {

/// The type of a dataset's or an attribute's entries. Throws InputError naming `what` for those
/// that element_type.h does not know: opaque bytes, references to regions, times, numbers of odd
/// formats, lists of texts or of lists; and for types nested deeper than 32.
ElementType element_type_of(const Handle& file, const std::string& what, hid_t stored);

/// As what enumerations are transferred. Only as integers do they all come as they are: HDF5
/// converts an enumeration by the names of its values, and forgets a value without a name.
enum class Enumerations { as_integers, as_they_are };

/// The type in memory: packed, and numbers little-endian. Throws InputError naming `what` if HDF5
/// does not take it, such as a compound with two parts of one name.
Handle memory_type(const Handle& file, const std::string& what, const ElementType& type,
                   Enumerations enumerations);

/// Bytes of an entry there. Texts and lists without a fixed length are pointers.
std::size_t size_in_memory(const ElementType& type);

/// How many such pointers an entry has.
std::size_t pointers_in_memory(const ElementType& type);

}  // namespace caldera::hdf5
