#include "caldera/nn/data/idx.h"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <system_error>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/input_file.h"

namespace caldera {

namespace {

constexpr std::uint32_t kUnsignedBytes = 0x08;  // third byte of the magic number
constexpr char kRemedy[] = "replace the file by an undamaged, uncompressed copy";

std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(file, error);
  if (error) throw InputError("IDX file", file.string(), "a file", error.message(), kRemedy);
  return bytes;
}

[[noreturn]] void throw_length(const std::filesystem::path& file, const std::string& expected,
                               std::uintmax_t found) {
  throw InputError("IDX length", file.string(), expected + " bytes", fmt::format("{}", found),
                   kRemedy);
}

/// The next big-endian 32-bit integer. The caller knows that the file is long enough.
std::uint32_t read_u32(std::istream& stream) {
  std::uint32_t value = 0;
  for (int byte = 0; byte < 4; ++byte)
    value = value << 8 | (static_cast<std::uint32_t>(stream.get()) & 0xffU);
  return value;
}

/// a·b, or the largest integer when the product is larger: no file is that long.
std::uintmax_t saturating_product(std::uintmax_t a, std::uintmax_t b) {
  constexpr std::uintmax_t kMost = std::numeric_limits<std::uintmax_t>::max();
  return b != 0 && a > kMost / b ? kMost : a * b;
}

/// The dimensions from the header, once it is known that the values behind it fill the file.
std::vector<std::size_t> read_shape(std::istream& stream, const std::filesystem::path& file,
                                    std::size_t rank) {
  const std::uintmax_t found_bytes = size_of(file);
  const std::uintmax_t header_bytes = 4 + 4 * rank;
  if (found_bytes < header_bytes)
    throw_length(file, fmt::format("a header of {}", header_bytes), found_bytes);

  const std::uint32_t expected_magic = kUnsignedBytes << 8 | static_cast<std::uint32_t>(rank);
  if (const std::uint32_t magic = read_u32(stream); magic != expected_magic)
    throw InputError("IDX magic number", file.string(), fmt::format("{:#010x}", expected_magic),
                     fmt::format("{:#010x}", magic), kRemedy);

  std::vector<std::size_t> shape(rank);
  std::uintmax_t value_bytes = 1;
  for (std::size_t& dimension : shape) {
    dimension = read_u32(stream);
    value_bytes = saturating_product(value_bytes, dimension);
  }
  if (found_bytes - header_bytes != value_bytes)
    throw_length(file, fmt::format("{} + {}", header_bytes, value_bytes), found_bytes);
  return shape;
}

}  // namespace

IdxArray read_idx(const std::filesystem::path& file, std::size_t rank) {
  size_of(file);  // before it is opened: a pipe, which has no size, would wait for a writer
  std::ifstream stream = open_input("IDX file", file);
  IdxArray array;
  array.shape = read_shape(stream, file, rank);
  std::size_t count = 1;
  for (const std::size_t dimension : array.shape) count *= dimension;
  array.values.resize(count);
  stream.read(reinterpret_cast<char*>(array.values.data()), static_cast<std::streamsize>(count));
  if (!stream)
    throw InputError("IDX file", file.string(), "a readable file", "a read error", kRemedy);
  return array;
}

}  // namespace caldera
