#include "experiments/run/hdf5_foreign.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_child.h"

namespace caldera::hdf5 {

namespace {

constexpr std::uintmax_t least_seconds = 10;
constexpr std::uintmax_t bytes_a_second = 10'000'000;  // slow disks and filters do more

/// A pipe that is closed when it goes.
class Pipe {
 public:
  Pipe() : is_open_(pipe2(ends_, O_CLOEXEC) == 0) {}
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool is_open() const { return is_open_; }
  int from() const { return ends_[0]; }
  int to() const { return ends_[1]; }
  void close_end(int end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }

 private:
  int ends_[2] = {-1, -1};
  bool is_open_;
};

[[noreturn]] void refuse_without_child(const std::filesystem::path& path, int reason) {
  throw InputError("cannot open", path.string(), "a process to copy it",
                   std::error_code(reason, std::generic_category()).message(),
                   "allow for one more process, and a few more open files");
}

/// In the child: answers in at most so many seconds of computing, and ends. If the parent has
/// ended, so does the child, by the error of the pipe.
[[noreturn]] void answer(const std::filesystem::path& path, rlim_t seconds, Pipe& pipe) {
  pipe.close_end(0);
  const rlimit time{seconds, seconds + 1};  // the first limit is told by SIGXCPU
  setrlimit(RLIMIT_CPU, &time);
  confine();
  const std::string answer = copy_file(path);
  std::string_view left = answer;
  while (!left.empty()) {
    const ssize_t n = write(pipe.to(), left.data(), left.size());
    if (n < 0 && errno != EINTR) _exit(1);
    if (n > 0) left.remove_prefix(static_cast<std::size_t>(n));
  }
  _exit(0);
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

/// How a child ended, as waitpid gives it.
int status_of(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) throw InputError("cannot wait for a process: SIGCHLD is ignored");
  return status;
}

std::string how_it_failed(int status, std::uintmax_t seconds) {
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGXCPU) return fmt::format("one that takes more than {} seconds to read", seconds);
  if (signal == SIGKILL) return "one whose copy was stopped, as happens where memory runs out";
  return "a damaged one, at which the HDF5 library crashes";
}

}  // namespace

std::string copy_in_child(const std::filesystem::path& path) {
  const std::uintmax_t seconds = least_seconds + size_of(path) / bytes_a_second;
  Pipe pipe;
  if (!pipe.is_open()) refuse_without_child(path, errno);
  const pid_t child = fork();
  if (child < 0) refuse_without_child(path, errno);
  if (child == 0) answer(path, seconds, pipe);
  pipe.close_end(1);
  const std::string answer = read_until_closed(pipe.from());
  pipe.close_end(0);
  const int status = status_of(child);
  if (status == 0 && !answer.empty()) return copy_in(answer);
  throw InputError("cannot open", path.string(), "an HDF5 file", how_it_failed(status, seconds),
                   "remove it and make it again, or allow more memory");
}

}  // namespace caldera::hdf5
