#pragma once
// HDF5 checks little of what it reads and crashes on some damaged files, or never ends. Files with
// our seal (seal.h) are found damaged before HDF5 sees them. Others are read once by a child
// process: if it does not survive, the file is refused.

#include <filesystem>

namespace caldera::hdf5 {

/// Throws InputError if HDF5 crashes on reading the whole file, or takes longer than any sound file
/// of that size. What can be read without harm passes, whatever it says.
void check_survives(const std::filesystem::path& path);

}  // namespace caldera::hdf5
