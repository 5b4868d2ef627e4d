#include "experiments/run/readable.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t block = std::size_t{1} << 20;

[[noreturn]] void refuse(const fs::path& path, const std::string& expected,
                         const std::string& found) {
  throw InputError("cannot open", path.string(), expected, found, "check the path");
}

/// What the system says of its last failed call.
std::string system_words() { return std::error_code(errno, std::generic_category()).message(); }

/// Closes itself.
class Descriptor {
 public:
  explicit Descriptor(const fs::path& path) : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

std::string kind_name(fs::file_type type) {
  switch (type) {
    case fs::file_type::regular:
      return "a file";
    case fs::file_type::directory:
      return "a folder";
    case fs::file_type::fifo:
      return "a pipe";
    case fs::file_type::block:
    case fs::file_type::character:
      return "a device";
    case fs::file_type::socket:
      return "a socket";
    default:
      return "something else";
  }
}

void check_readable(const fs::path& path, const std::string& expected) {
  std::error_code error;
  const fs::file_type type = fs::status(path, error).type();
  if (error == std::errc::no_such_file_or_directory) refuse(path, expected, "no such file");
  if (error) refuse(path, expected, error.message());
  if (type != fs::file_type::regular) refuse(path, expected, kind_name(type));
  if (Descriptor(path).number() < 0) refuse(path, expected, system_words());
}

void read_blocks(const fs::path& path, std::size_t first, std::size_t count,
                 const std::function<void(std::span<const std::byte>)>& take) {
  const Descriptor file(path);
  std::vector<std::byte> memory(std::min(block, count));
  while (count > 0) {
    const ssize_t read =
        pread(file.number(), memory.data(), std::min(block, count), static_cast<off_t>(first));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) refuse(path, "a file that can be read", system_words());
    if (read == 0) refuse(path, fmt::format("{} more bytes", count), "none");
    take(std::span(memory).first(static_cast<std::size_t>(read)));
    first += static_cast<std::size_t>(read);
    count -= static_cast<std::size_t>(read);
  }
}

}  // namespace caldera
