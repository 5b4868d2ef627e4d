#include "caldera/autograd/arithmetic/input_file.h"

#include <cerrno>
#include <system_error>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::filesystem::path& file,
                         const std::error_code& error) {
  throw InputError(what, file.string(), "a file that can be read", error.message(),
                   "check the name and the permissions");
}

}  // namespace

std::ifstream open_input(const std::string& what, const std::filesystem::path& file) {
  // A folder opens like a file, and fails only when it is read.
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    refuse(what, file, std::make_error_code(std::errc::is_a_directory));
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(what, file, {errno, std::generic_category()});
  return stream;
}

}  // namespace caldera
