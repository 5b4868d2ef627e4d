#pragma once
// Tests of programs as the shell sees them.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/catch.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace caldera::test {

/// What a program answers: its status and both streams.
struct Answer {
  int status;  ///< 128 + the signal if one ended the program, as in the shell
  std::string out;
  std::string err;
};

/// Runs a command line of /bin/sh and waits for its end.
inline Answer run_in_shell(const std::string& command) {
  const TemporaryFolder folder;
  const std::string err = (folder / "err").string();
  FILE* const pipe = popen(("{ " + command + "\n} 2> " + err).c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  const int end = pclose(pipe);
  std::ifstream errors(err, std::ios::binary);
  return {WIFEXITED(end) ? WEXITSTATUS(end) : 128 + WTERMSIG(end),
          out,
          {std::istreambuf_iterator<char>(errors), {}}};
}

/// Bad input as every program answers it: status 2, silence on stdout, and on stderr one line
/// "<program>: …" that holds `part`.
inline void check_refused(const Answer& answer, const std::string& program,
                          const std::string& part) {
  CHECK(answer.status == 2);
  CHECK(answer.out.empty());
  CHECK_THAT(answer.err, Catch::StartsWith(program + ": ") && Catch::Contains(part));
  CHECK(answer.err.find('\n') == answer.err.size() - 1);
}

/// What to put before a command so that folders without the permission to write cannot be written.
/// Root may write anywhere; this takes that privilege from the command.
inline std::string unprivileged() {
  return geteuid() == 0 ? "setpriv --bounding-set=-dac_override " : "";
}

}  // namespace caldera::test
