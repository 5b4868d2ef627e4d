#pragma once
// Tests of programs as the shell sees them.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/content.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace caldera::test {

/// What a program answers: its status and both streams.
struct Answer {
  int status;  ///< 128 + the signal if one ended the program, as in the shell
  std::string out;
  std::string err;
};

/// `text` with a backslash before everything that could mean something to the shell.
inline std::string escaped(const std::string& text) {
  std::string result;
  for (const char character : text) {
    if (std::string(" \t'\"\\$`*?[]()<>|&;#~!{}").find(character) != std::string::npos) result += '\\';
    result += character;
  }
  return result;
}

/// The command with the tests' folders escaped wherever they stand in it, unquoted, so that a clone or
/// a TMPDIR may have any name. The longest goes first: folders may lie in each other.
inline std::string with_escaped_folders(std::string command, std::vector<std::string> folders) {
  std::sort(folders.begin(), folders.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (const std::string& folder : folders) {
    const std::string word = escaped(folder);
    if (word == folder) continue;
    for (auto at = command.find(folder); at != std::string::npos;
         at = command.find(folder, at + word.size()))
      command.replace(at, folder.size(), word);
  }
  return command;
}

/// Runs a command line of /bin/sh and waits for its end. Paths below the tests' folders are written
/// into it as they are, without quotes.
inline Answer run_in_shell(const std::string& command) {
  const TemporaryFolder folder;
  const std::string err = (folder / "err").string();
  const std::string line =
      with_escaped_folders("{ " + command + "\n} 2> " + err, all_folders());
  FILE* const pipe = popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  const int end = pclose(pipe);
  return {WIFEXITED(end) ? WEXITSTATUS(end) : 128 + WTERMSIG(end), out, content(err)};
}

/// Bad input as every program answers it: status 2, silence on stdout, and on stderr one line
/// "caldera <verb>: …" that holds `part`. Of a verb of two words the first may be named alone.
inline void check_refused(const Answer& answer, const std::string& program,
                          const std::string& part) {
  CHECK(answer.status == 2);
  CHECK(answer.out.empty());
  CHECK_THAT(answer.err, Catch::StartsWith("caldera " + program) && Catch::Contains(part));
  CHECK(answer.err.find('\n') == answer.err.size() - 1);
}

/// What to put before a command so that folders without the permission to write cannot be written.
/// Root may write anywhere; this takes that privilege from the command.
inline std::string unprivileged() {
  return geteuid() == 0 ? "setpriv --bounding-set=-dac_override " : "";
}

}  // namespace caldera::test
