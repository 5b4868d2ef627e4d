#include "experiments/storage/hdf5_foreign.h"

#include <fcntl.h>
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

constexpr std::uintmax_t least_seconds = 2;
constexpr std::uintmax_t bytes_a_second = 10'000'000;  // slow disks and filters do more

/// How the child ends that could say what it had to.
constexpr int copied_status = 0, refused_status = 1;

[[noreturn]] void refuse_without_child(const std::filesystem::path& path) {
  throw InputError("cannot open", path.string(), "a process to copy it",
                   std::error_code(errno, std::generic_category()).message(),
                   "allow for one more process, and two more open files");
}

/// In the child: copies the file in at most so many seconds of computing, and ends.
[[noreturn]] void send_copy(const std::filesystem::path& path, rlim_t seconds, int to) {
  const rlimit time{seconds, seconds + 1};  // the first limit is told by SIGXCPU
  setrlimit(RLIMIT_CPU, &time);
  confine();
  const Copy copy = copy_file(path);
  std::string_view left = copy.bytes;
  while (!left.empty()) {
    const ssize_t n = write(to, left.data(), left.size());
    if (n < 0) abort();
    left.remove_prefix(static_cast<std::size_t>(n));
  }
  _exit(copy.refused ? refused_status : copied_status);
}

std::string read_until_closed(int from) {
  std::string bytes;
  char part[65536];
  for (ssize_t n; (n = read(from, part, sizeof part)) != 0;) {
    if (n > 0) bytes.append(part, static_cast<std::size_t>(n));
    if (n < 0 && errno != EINTR) break;
  }
  return bytes;
}

/// What a child said of the file, and how it ended, as waitpid gives it.
struct Ended {
  std::string bytes;
  int status = 0;
};

Ended run_child(const std::filesystem::path& path, rlim_t seconds) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) refuse_without_child(path);
  const pid_t child = fork();
  if (child == 0) send_copy(path, seconds, ends[1]);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    errno = EAGAIN;
    refuse_without_child(path);
  }
  Ended ended{read_until_closed(ends[0])};
  close(ends[0]);
  while (waitpid(child, &ended.status, 0) < 0 && errno == EINTR) {
  }
  return ended;
}

}  // namespace

std::string copy_in_child(const std::filesystem::path& path) {
  const std::uintmax_t seconds =
      least_seconds + std::filesystem::file_size(path) / bytes_a_second;
  auto [bytes, status] = run_child(path, seconds);
  if (WIFEXITED(status) && WEXITSTATUS(status) == copied_status) return bytes;
  if (WIFEXITED(status) && WEXITSTATUS(status) == refused_status) throw InputError(bytes);
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  throw InputError("cannot open", path.string(), "an HDF5 file",
                   signal == SIGXCPU
                       ? fmt::format("one that takes more than {} seconds to read", seconds)
                   : signal == SIGKILL ? "one whose copy was stopped: there may be too little memory"
                                       : "a damaged one, at which the HDF5 library crashes",
                   "remove it and make it again");
}

}  // namespace caldera::hdf5
