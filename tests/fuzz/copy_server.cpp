// The fuzzers' copy_in_child, instead of that of hdf5_foreign.cpp: one child copies file after file
// until it dies, since starting one for each file takes eight times as long under AddressSanitizer.

#include <dlfcn.h>
#include <execinfo.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_child.h"
#include "experiments/run/hdf5_foreign.h"
#include "tests/fuzz/answers.h"

namespace {

bool is_child = false;

// How a child ends; UBSan ends it with 1.
constexpr int has_no_more = 0, fault_of_hdf5 = 2, is_replaced = 3;

/// Whether HDF5 is at work: one of the functions that were called is its.
bool is_inside_hdf5() {
  void* frames[64];
  const int count = backtrace(frames, 64);
  for (int i = 0; i < count; ++i) {
    Dl_info info;
    if (dladdr(frames[i], &info) != 0 && std::strstr(info.dli_fname, "libhdf5") != nullptr) return true;
  }
  return false;
}

}  // namespace

/// AddressSanitizer calls this before it reports. In the child an error inside HDF5 is an answer like
/// others, and reports take longer than all else.
extern "C" void __asan_on_error() {
  if (is_child && is_inside_hdf5()) _exit(fault_of_hdf5);
}

namespace caldera::hdf5 {

namespace {

constexpr suseconds_t most_microseconds = 250000;  // of computing, for one file: some never end
constexpr int most_files = 2000;  // of a child: what HDF5 does not give back is given back then

/// Moves all bytes by `call`, which is write or read; false if nobody is at the other end.
template <class Call, class Byte>
bool move_all(Call call, int end, Byte* at, std::size_t size) {
  while (size > 0) {
    const ssize_t n = call(end, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool send(int to, const std::string& text) {
  const std::size_t size = text.size();
  return move_all(write, to, reinterpret_cast<const char*>(&size), sizeof size) &&
         move_all(write, to, text.data(), size);
}

std::optional<std::string> receive(int from) {
  std::size_t size = 0;
  if (!move_all(read, from, reinterpret_cast<char*>(&size), sizeof size)) return {};
  std::string text(size, '\0');
  if (!move_all(read, from, text.data(), size)) return {};
  return text;
}

/// A child with a pipe each way: paths go in, and for each comes out what copy_file answers, or nothing if
/// HDF5 dies of it. Between the two stands a process that does nothing but start the next child: whoever
/// forks pays for each page that it writes afterwards, and the fuzzer writes many.
class Server {
 public:
  Server() {
    int in[2], out[2];
    std::signal(SIGPIPE, SIG_IGN);
    fuzz::require(pipe(in) == 0 && pipe(out) == 0, "pipes to a child");
    const pid_t starter = fork();
    fuzz::require(starter >= 0, "a child");
    if (starter == 0) {
      close(in[1]);
      close(out[0]);
      start_children(in[0], out[1]);
    }
    close(in[0]);
    close(out[1]);
    to_child_ = in[1];
    from_child_ = out[0];
  }

  /// Empty if the child dies of the file.
  std::string answer(const std::string& path) const {
    std::optional<std::string> answer;
    if (send(to_child_, path)) answer = receive(from_child_);
    fuzz::require(answer.has_value(),
                  "a child dies of HDF5 only: not of our code, an assertion, an exception");
    return *answer;
  }

 private:
  [[noreturn]] static void start_children(int in, int out) {
    for (;;) {
      const pid_t child = fork();
      if (child == 0) serve(in, out);
      int status = 0;
      while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
      }
      const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      const bool is_ours = code == 1 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
      if (child < 0 || code == has_no_more || is_ours) _exit(code);
      if (code != is_replaced) send(out, "");
    }
  }

  [[noreturn]] static void serve(int in, int out) {
    is_child = true;
    confine();
    std::signal(SIGPROF, SIG_DFL);
    const itimerval bound{{}, {0, most_microseconds}}, none{};
    for (int files = 0; files < most_files; ++files) {
      const std::optional<std::string> path = receive(in);
      if (!path) _exit(has_no_more);
      setitimer(ITIMER_PROF, &bound, nullptr);
      const std::string answer = copy_file(*path);
      setitimer(ITIMER_PROF, &none, nullptr);
      if (!send(out, answer)) _exit(has_no_more);
    }
    _exit(is_replaced);
  }

  int to_child_ = -1, from_child_ = -1;
};

}  // namespace

std::string copy_in_child(const std::filesystem::path& path) {
  static Server server;
  const std::string answer = server.answer(path.string());
  if (answer.empty()) throw InputError("HDF5 crashes on " + path.string());
  return copy_in(answer);
}

}  // namespace caldera::hdf5
