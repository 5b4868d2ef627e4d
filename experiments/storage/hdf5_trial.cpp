#include "experiments/storage/hdf5_trial.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>

#include "experiments/storage/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

constexpr rlim_t least_seconds = 10;
constexpr std::uintmax_t bytes_a_second = 10'000'000;  // the slowest disks and filters do more

/// Reads all there is. What is refused is for the reader to say.
void read_all(const std::filesystem::path& path) {
  const auto attempt = [](const auto& read) {
    try {
      read();
    } catch (const std::exception&) {
    }
  };
  attempt([&] {
    const Handle file = open_unchecked(path);
    for (const std::string& object : objects(file)) {
      attempt([&] {
        for (const std::string& name : attributes(file, object))
          attempt([&] { read_attribute(file, object, name); });
      });
      attempt([&] {
        if (!is_group(file, object)) read_dataset(file, object);
      });
    }
  });
}

/// In the child: a crash ends it at once and in silence, it writes nothing, and its time is bounded.
void confine(rlim_t seconds) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGXFSZ})
    std::signal(signal, SIG_DFL);
  const auto limit = [](auto resource, rlim_t most) {
    const rlimit both{most, most};
    setrlimit(resource, &both);
  };
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CPU, seconds);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
}

}  // namespace

void check_survives(const std::filesystem::path& path) {
  const auto refuse = [&](const std::string& found, const std::string& remedy) {
    throw InputError("cannot open", path.string(), "an HDF5 file", found, remedy);
  };
  std::error_code unreadable;  // opening says it better
  const std::uintmax_t bytes = std::filesystem::file_size(path, unreadable);
  if (unreadable) return;
  const rlim_t seconds = least_seconds + bytes / bytes_a_second;

  const pid_t child = fork();
  if (child < 0) refuse("no process to try it in: " + std::string(std::strerror(errno)), "end others");
  if (child == 0) {
    confine(seconds);
    read_all(path);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    refuse(fmt::format("one that is not read after {} seconds", seconds), "make it again");
  if (status != 0)
    refuse("a damaged one, at which the HDF5 library crashes", "remove it and make it again");
}

}  // namespace caldera::hdf5
