#pragma once
// A whole file, as text.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace caldera {

/// The bytes of a file; none if it is not there, or no file.
inline std::string file_text(const std::filesystem::path& path) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return "";
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace caldera
