#pragma once
// Files without our seal (seal.h). HDF5 checks little of what it reads: some damaged files bring it
// down, let it read beyond its memory, or keep it busy for ever. Sealed files are found damaged
// before HDF5 sees them. Of any other file a child process makes a copy in memory, and that is what
// is read: whatever the file does to HDF5, it does to the child.

#include <filesystem>
#include <string>

namespace caldera::hdf5 {

/// The bytes of a copy that a child process has made (hdf5_child.h). Throws InputError if the file
/// is refused as a whole, if HDF5 crashes on it or takes longer than for any sound file of that
/// size, and if there can be no child.
std::string copy_in_child(const std::filesystem::path& path);

}  // namespace caldera::hdf5
