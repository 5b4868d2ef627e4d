#include "experiments/run/standard_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>
#include <utility>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

std::error_code lost;  // why; no error: nothing was

void note(bool written) {
  if (!written && !lost) lost = {errno, std::generic_category()};
}

}  // namespace

void print_text(const std::string& text) {
  if (!ranks::is_first()) return;
  note(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

void open_standard_streams() {
  // Only to be read: what is printed to one that was closed is an error of write.
  int descriptor = open("/dev/null", O_RDONLY);
  while (0 <= descriptor && descriptor <= STDERR_FILENO) descriptor = open("/dev/null", O_RDONLY);
  if (descriptor >= 0) close(descriptor);
}

void check_standard_output() {
  note(static_cast<bool>(std::cout.flush()));
  note(std::fflush(stdout) == 0 && std::ferror(stdout) == 0);
  std::cout.clear();
  std::clearerr(stdout);
  const std::error_code error = std::exchange(lost, {});
  if (!error) return;
  throw InputError("cannot print", "standard output", "a place that takes the whole report",
                   error.message(), "print to another place; what was to be stored is stored");
}

}  // namespace caldera
