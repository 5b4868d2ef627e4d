#pragma once
// Files that are read: what cannot be opened is refused with what the system says of it.

#include <filesystem>
#include <fstream>
#include <string>

namespace caldera {

/// Opens a file to be read as bytes. Throws InputError that begins with `what`, names the file and says
/// what the system says: no such file, permission denied, file name too long, too many levels of
/// symbolic links; a folder is refused, too.
std::ifstream open_input(const std::string& what, const std::filesystem::path& file);

}  // namespace caldera
