#pragma once
// The digest of an HDF5 file: SHA-256 over its content, not over its bytes. So a test can compare a
// file with one that was made elsewhere, to the last bit.

#include <filesystem>
#include <string>

#include "experiments/run/digest_places.h"

namespace caldera {

/// 64 hexadecimal digits. Hashed are, for each dataset and each attribute in order of (path,
/// attribute name), an attribute's name being empty for the dataset itself:
///
///     path, attribute name, type, rank, extents, values
///
/// Path, name and type are texts, a text being its length and its bytes. Lengths, rank and extents
/// are integers of 64 bits, little-endian; where there are no values at all (a null dataspace) the
/// rank is 2⁶⁴ − 1. Types are named as in element_type.h: "float64", "string", "compound {r:
/// float64, i: float64}". Values are the entries in row order, as in content.h: numbers are their
/// little-endian bytes, packed, texts their length and bytes, references the path of what they
/// refer to, as a text.
///
/// What counts: paths, names of attributes, types, shapes, every bit of every value.
///
/// What does not: byte order, padding, chunks, compression, order of making; whether a text has a
/// fixed length, and its alphabet; soft links, and further names of an object: the path is the
/// first by which a walk through the groups, in order of their members' names, finds it. Groups
/// count by what they hold. REFERENCE_LIST of dimension scales has a rule of its own (content.h),
/// and so has what run files say of the machine (Selection).
///
/// What is refused: opaque bytes, references to regions, lists of lists or of texts, numbers that
/// are neither IEEE 754 nor integers of 8 to 64 bits; values that were never written, and those
/// that lie in other files: external links and storage, virtual datasets.
///
/// Throws InputError for what is refused, and for a file that cannot be read.
std::string digest(const std::filesystem::path& file, const Selection& selection = {});

}  // namespace caldera
