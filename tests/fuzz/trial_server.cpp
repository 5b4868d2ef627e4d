// The fuzzers' check_survives, instead of that of hdf5_trial.cpp: one child tries file after file
// until it dies, since starting one for each file takes eight times as long under AddressSanitizer.

#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/hdf5_child.h"
#include "experiments/storage/hdf5_trial.h"
#include "tests/fuzz/answers.h"

namespace caldera::hdf5 {

namespace {

constexpr int most_seconds = 10;  // of computing, for one file
constexpr int most_files = 2000;  // a child: what HDF5 does not give back is given back then

/// A child with a pipe each way: paths go in, each ended by a zero; a byte comes out for each that
/// was survived.
class Server {
 public:
  bool survives(const std::string& path) {
    if (files_ == 0) start();
    files_ = (files_ + 1) % most_files;
    char answer = 0;
    const auto length = static_cast<ssize_t>(path.size() + 1);
    const bool survived = write(to_child_, path.c_str(), path.size() + 1) == length &&
                          read(from_child_, &answer, 1) == 1;
    if (!survived) files_ = 0;
    if (files_ == 0) stop();
    return survived;
  }

 private:
  void start() {
    int in[2], out[2];
    fuzz::require(pipe(in) == 0 && pipe(out) == 0, "pipes to a child");
    child_ = fork();
    fuzz::require(child_ >= 0, "a child");
    if (child_ == 0) {
      close(in[1]);
      close(out[0]);
      serve(in[0], out[1]);
    }
    close(in[0]);
    close(out[1]);
    to_child_ = in[1];
    from_child_ = out[0];
  }

  void stop() {
    close(to_child_);
    close(from_child_);
    waitpid(child_, nullptr, 0);
  }

  [[noreturn]] static void serve(int in, int out) {
    confine();
    std::signal(SIGPROF, SIG_DFL);
    const itimerval bound{{}, {most_seconds, 0}};
    std::string path;
    for (char letter; read(in, &letter, 1) == 1;) {
      if (letter != '\0') {
        path += letter;
        continue;
      }
      setitimer(ITIMER_PROF, &bound, nullptr);
      read_all(path);
      path.clear();
      if (write(out, "y", 1) != 1) break;
    }
    _exit(0);
  }

  pid_t child_ = -1;
  int to_child_ = -1, from_child_ = -1;
  int files_ = 0;  // that this child has tried; 0: there is none
};

}  // namespace

void check_survives(const std::filesystem::path& path) {
  static Server server;
  if (!server.survives(path.string())) throw InputError("HDF5 crashes on " + path.string());
}

}  // namespace caldera::hdf5
