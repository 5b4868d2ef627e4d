#include "experiments/run/seal.h"

#include <string_view>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sha256.h"
#include "experiments/run/readable.h"

namespace caldera {

namespace {

constexpr std::string_view mark = "\ncaldera sha256 ";
constexpr std::size_t seal_length = mark.size() + 64 + 1;

std::string last_line(const std::string& digits) { return std::string(mark) + digits + "\n"; }

}  // namespace

std::string seal(std::span<const std::byte> bytes) { return last_line(sha256_hex(bytes)); }

bool check_seal(const std::filesystem::path& path) {
  const std::size_t length = std::filesystem::file_size(path);
  if (length < seal_length) return false;

  std::string found;
  read_blocks(path, length - seal_length, seal_length, [&](std::span<const std::byte> bytes) {
    found.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  });
  if (!found.starts_with(mark)) return false;

  Sha256 content;
  read_blocks(path, 0, length - seal_length,
              [&](std::span<const std::byte> bytes) { content.update(bytes); });
  if (found == last_line(content.hex())) return true;
  throw InputError("cannot open", path.string(), "the content that was sealed", "altered bytes",
                   "remove the file and make it again");
}

}  // namespace caldera
