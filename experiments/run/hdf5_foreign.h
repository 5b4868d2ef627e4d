#pragma once
// Files without our seal (seal.h). HDF5 checks little of what it reads: with some damaged files it
// crashes, reads beyond its memory, or never ends. Damage of a sealed file is found before HDF5
// opens it. Any other file is copied into memory by a child process, and the copy is read: if HDF5
// crashes, only the child does.

#include <filesystem>
#include <string>

namespace caldera::hdf5 {

/// The bytes of a copy that a child process has made (hdf5_child.h). Throws InputError if the file
/// is refused as a whole, if HDF5 crashes on it or takes longer than for any sound file of that
/// size, and if there can be no child.
std::string copy_in_child(const std::filesystem::path& path);

}  // namespace caldera::hdf5
