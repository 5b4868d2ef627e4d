#pragma once
// What a child process does that tries a file: hdf5_trial.h.

#include <filesystem>

namespace caldera::hdf5 {

/// A crash ends this process at once, in silence and without a core file; it can write to no file.
void confine();

/// Reads all attributes and datasets of a file, by the functions of hdf5.h. What they refuse is
/// left to the reader to say.
void read_all(const std::filesystem::path& path);

}  // namespace caldera::hdf5
