#include "experiments/storage/hdf5_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

/// The text of the InputError that `action` throws; empty if it throws none.
template <class Action>
std::string refusal(const Action& action) {
  try {
    action();
    return {};
  } catch (const InputError& error) {
    return error.what();
  }
}

void copy_attribute(const Handle& from, const Handle& to, const std::string& object,
                    const std::string& name) {
  const std::string reason =
      refusal([&] { write_attribute(to, object, name, read_attribute(from, object, name)); });
  if (reason.empty()) return;
  const std::string not_integers = refusal([&] {
    const std::vector<std::int64_t> integers = read_integers(from, object, name);
    write_attribute(to, object, name, make_values<std::int64_t>(integers, {integers.size()}));
  });
  if (!not_integers.empty()) write_refused_attribute(to, object, name, reason);
}


std::size_t bytes_of(const Values& values) {
  std::size_t bytes = values.bytes.size();
  for (const std::string& text : values.strings) bytes += text.size();
  return bytes;
}

/// What all datasets of a file may take together; each of them has bounds of its own
/// (hdf5_bounds.cpp).
class Budget {
 public:
  explicit Budget(const std::filesystem::path& path)
      : most_(always_copied + most_growth * std::filesystem::file_size(path)) {}

  void spend(const Handle& file, std::size_t bytes) {
    spent_ += bytes;
    if (spent_ > most_)
      refuse(file, "/", fmt::format("values of at most {} bytes", most_), "more",
             "write them without compression");
  }

 private:
  static constexpr std::uintmax_t always_copied = std::uintmax_t{1} << 26, most_growth = 64;
  std::uintmax_t most_, spent_ = 0;
};

void copy_dataset(const Handle& from, const Handle& to, const std::string& object,
                  Budget& budget) {
  Values values;
  const std::string reason = refusal([&] { values = read_dataset(from, object); });
  if (!reason.empty()) return write_refused_dataset(to, object, reason);
  budget.spend(from, bytes_of(values));
  write_dataset(to, object, values);
}

std::string copied(const std::filesystem::path& path) {
  const Handle from = open_unchecked(path), to = create_in_memory();
  Budget budget(path);
  for (const std::string& object : objects(from)) {
    is_group(from, object) ? create_group(to, object) : copy_dataset(from, to, object, budget);
    for (const std::string& name : attributes(from, object)) copy_attribute(from, to, object, name);
  }
  copy_links(from, to);
  const std::vector<std::byte> image = file_image(to);
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

}  // namespace

void confine() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGXFSZ})
    std::signal(signal, SIG_DFL);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_FSIZE, &none);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
}

Copy copy_file(const std::filesystem::path& path) noexcept {
  try {
    return {false, copied(path)};
  } catch (const InputError& error) {
    return {true, error.what()};
  }
}

}  // namespace caldera::hdf5
