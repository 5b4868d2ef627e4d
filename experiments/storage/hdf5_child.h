#pragma once
// What the child process does that copies a file: hdf5_foreign.h.

#include <filesystem>
#include <string>

namespace caldera::hdf5 {

/// A crash ends this process at once, in silence and without a core file; it can write to no file.
void confine();

/// A copy of a file as bytes, or why there is none.
struct Copy {
  bool refused = false;
  std::string bytes;  ///< refused: the text of an InputError
};

/// Copies what hdf5.h can read: groups, links inside the file, datasets and attributes. Attributes of
/// other integers become int64, as read_integers gives them. Where values are refused, the copy
/// holds the refusal (hdf5_refusals.cpp). Refused as a whole is a file in which not everything can
/// be listed. Any other failure ends the process.
Copy copy_file(const std::filesystem::path& path) noexcept;

}  // namespace caldera::hdf5
