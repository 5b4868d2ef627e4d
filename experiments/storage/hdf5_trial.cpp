#include "experiments/storage/hdf5_trial.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/hdf5_child.h"

namespace caldera::hdf5 {

namespace {

constexpr std::uintmax_t least_seconds = 10;
constexpr std::uintmax_t bytes_a_second = 10'000'000;  // slow disks and filters do more

/// What became of a child that read all of the file in at most so many seconds of its own: its
/// status, as waitpid gives it. Throws InputError if there can be no child.
int status_of_child(const std::filesystem::path& path, rlim_t seconds) {
  const pid_t child = fork();
  if (child < 0)
    throw InputError("cannot open", path.string(), "a process to try it in",
                     std::error_code(errno, std::generic_category()).message(),
                     "allow for one more process");
  if (child == 0) {
    const rlimit time{seconds, seconds};
    setrlimit(RLIMIT_CPU, &time);
    confine();
    read_all(path);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

void check_survives(const std::filesystem::path& path) {
  std::error_code unreadable;  // opening says it better
  const std::uintmax_t bytes = std::filesystem::file_size(path, unreadable);
  if (unreadable) return;
  const std::uintmax_t seconds = least_seconds + bytes / bytes_a_second;
  const int status = status_of_child(path, seconds);
  if (status == 0) return;
  const bool slow =
      WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  throw InputError("cannot open", path.string(), "an HDF5 file",
                   slow ? fmt::format("one that takes more than {} seconds to read", seconds)
                        : "a damaged one, at which the HDF5 library crashes",
                   "remove it and make it again");
}

}  // namespace caldera::hdf5
