#pragma once
// The seal of a run file: a last line "caldera sha256 <64 digits>" over all bytes before it. It
// lies behind HDF5's own end of the file, where HDF5 does not look. With it any altered byte is
// found before HDF5 reads the file: HDF5 itself checks little, and crashes on some damage. It is no
// signature: anyone can seal anything.
//
// The seal is about the bytes of one file, the digest (digest.h) about what files say.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace caldera {

/// The seal to write behind `bytes`.
std::string seal(std::span<const std::byte> bytes);

/// Whether the file has a seal; those of h5py, say, have none. Throws InputError if it is not that
/// of the content, and if the file cannot be read. `path` is a file (readable.h).
bool check_seal(const std::filesystem::path& path);

}  // namespace caldera
