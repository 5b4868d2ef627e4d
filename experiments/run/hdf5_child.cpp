#include "experiments/run/hdf5_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <new>
#include <optional>
#include <system_error>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

/// The text of the InputError that `action` throws, if it throws one.
template <class Action>
std::optional<std::string> refusal(const Action& action) {
  try {
    action();
    return {};
  } catch (const InputError& error) {
    return error.what();
  }
}

/// Makes the copy of one file.
class Copier {
 public:
  explicit Copier(const std::filesystem::path& path)
      : from_(open_unchecked(path)),
        to_(create_in_memory(path.string())),
        most_(always_copied + most_growth * size_of(path)) {}

  std::vector<std::byte> copied() {
    std::vector<std::string> groups;
    const std::vector<std::string> all = objects(from_);
    for (const std::string& object : all) {
      if (is_group(from_, object)) {
        create_group(to_, object);
        groups.push_back(object);
      } else {
        copy_dataset(object);
      }
      for (const std::string& name : attributes(from_, object)) copy_attribute(object, name);
    }
    copy_links(from_, to_, all, groups);
    return file_image(to_);
  }

 private:
  void copy_dataset(const std::string& object) {
    Values values;
    const auto reason = refusal([&] {
      values = read_dataset(from_, object);
      spend(object, values);
    });
    if (reason)
      write_refused_dataset(to_, object, *reason);
    else
      write_dataset(to_, object, values);
  }

  void copy_attribute(const std::string& object, const std::string& name) {
    std::optional<Values> values;
    const auto reason = refusal([&] {
      if (copy_integers(from_, to_, object, name)) return;
      values = read_attribute(from_, object, name);
      spend(object + "@" + name, *values);
    });
    if (reason)
      write_refused_attribute(to_, object, name, *reason);
    else if (values)
      write_attribute(to_, object, name, *values);
  }

  /// All values of a file have a bound, as each dataset has (hdf5_bounds.cpp).
  void spend(const std::string& what, const Values& values) {
    spent_ += values.bytes.size();
    for (const std::string& text : values.strings) spent_ += text.size();
    if (spent_ > most_)
      refuse(from_, what, fmt::format("all values of the file in at most {} bytes", most_), "more",
             "write them without compression");
  }

  static constexpr std::uintmax_t always_copied = std::uintmax_t{1} << 26;

  Handle from_, to_;
  std::uintmax_t most_, spent_ = 0;
};

}  // namespace

std::uintmax_t size_of(const std::filesystem::path& path) {
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  return unknown ? 0 : size;
}

void confine() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGXFSZ})
    std::signal(signal, SIG_DFL);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_FSIZE, &none);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0) _exit(1);
}

std::string copy_file(const std::filesystem::path& path) noexcept {
  try {
    const std::vector<std::byte> copy = Copier(path).copied();
    std::string answer = "c";
    return answer.append(reinterpret_cast<const char*>(copy.data()), copy.size());
  } catch (const InputError& error) {
    return std::string("r") + error.what();
  } catch (const std::bad_alloc&) {
    return "rcannot open: " + path.string() +
           ": expected room for a copy in memory, found too little; allow more memory";
  }
}

std::string copy_in(const std::string& answer) {
  if (answer.front() == 'r') throw InputError(answer.substr(1));
  return answer.substr(1);
}

}  // namespace caldera::hdf5
