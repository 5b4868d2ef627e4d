#pragma once
// The digest of a run: SHA-256 over what the file says, not over its bytes. Chunking, creation
// order, compression and the groups /machine and /provenance do not enter.

#include <filesystem>
#include <optional>
#include <string>

namespace caldera {

/// 64 hexadecimal digits. Hashed are, for each dataset and each attribute in order of (path,
/// attribute name), an attribute's name being empty for the dataset itself:
///     path, attribute name, type, rank, extents, values
/// where integers are 64 bits little-endian, text is its length and its bytes, and numbers are
/// their little-endian bytes. Groups count by what they hold. Throws InputError for a file that
/// cannot be read.
std::string digest(const std::filesystem::path& file);

/// The first place, in the order of the digest, where two files part, in words such as
/// "/sweep/beta[3]: 0.1 (0x…) in a.h5, 0.2 (0x…) in b.h5"; nothing if their digests are equal.
std::optional<std::string> first_difference(const std::filesystem::path& a,
                                            const std::filesystem::path& b);

}  // namespace caldera
