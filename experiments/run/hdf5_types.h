#pragma once
// Inside the HDF5 layer: element types by their names in Values::type.

#include <string>

#include "experiments/run/hdf5.h"

namespace caldera::hdf5 {

/// The type in memory of a Values::type, or of any number (stored_number.h); "string" is UTF-8 of
/// variable length.
Handle type_named(const std::string& name);

/// Strings of variable length in the characters of a stored type: ASCII, which is UTF-8 as it is,
/// or UTF-8. HDF5 converts neither into the other.
Handle string_type_like(const Handle& stored);

/// The name of a stored type, whatever its byte order; empty if it is none of Values::type.
std::string name_of(const Handle& stored);

/// The name of a stored number, whatever its byte order (stored_number.h); empty if it is something
/// else, or a number of an odd format.
std::string number_name(hid_t stored);

/// What a person calls a stored type: "int16", "float16", "an enumeration", "a compound" …
std::string describe_type(hid_t stored);

}  // namespace caldera::hdf5
