#include "experiments/storage/seal.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <vector>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/sha256.h"

namespace caldera {

namespace {

constexpr std::string_view mark = "\ncaldera sha256 ";
constexpr std::size_t seal_length = mark.size() + 64 + 1;

}  // namespace

std::string seal(std::span<const std::byte> bytes) {
  return std::string(mark) + sha256_hex(bytes) + "\n";
}

bool check_seal(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto length = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
  if (length < seal_length) return false;

  std::string found(seal_length, '\0');
  file.seekg(static_cast<std::streamoff>(length - seal_length));
  file.read(found.data(), static_cast<std::streamsize>(seal_length));
  if (!found.starts_with(mark)) return false;

  std::vector<char> content(length - seal_length);
  file.seekg(0);
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (file && seal(std::as_bytes(std::span(content))) == found) return true;
  throw InputError("cannot open", path.string(), "the content that was sealed", "altered bytes",
                   "remove the file and make it again");
}

}  // namespace caldera
