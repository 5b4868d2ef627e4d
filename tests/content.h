#pragma once
// A whole file at once.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace caldera::test {

/// All bytes of a file; none if it cannot be read.
inline std::string content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace caldera::test
