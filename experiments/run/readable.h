#pragma once
// Whether a file can be read, and if not, why: in the system's words.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace caldera {

/// "a file", "a folder", "a pipe", "a device", "a socket" or "something else".
std::string kind_name(std::filesystem::file_type type);

/// Throws InputError unless `path` is a file, or a link to one, that can be opened. It says "no
/// such file" only if that is so, and otherwise what the system said: no permission, a loop of
/// links, a name that is too long. A pipe is refused without opening it, which would wait for its
/// other end. `expected`: "an HDF5 file".
void check_readable(const std::filesystem::path& path, const std::string& expected);

/// Hands `count` bytes from byte `first` on to `take`, a block at a time. Throws InputError, saying
/// what the system said, if they cannot be read.
void read_blocks(const std::filesystem::path& path, std::size_t first, std::size_t count,
                 const std::function<void(std::span<const std::byte>)>& take);

}  // namespace caldera
