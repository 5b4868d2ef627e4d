#include "plots/gnuplot.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "autograd/arithmetic/error.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// Messages and numbers are those of the C locale, texts are UTF-8.
std::vector<std::string> environment() {
  std::vector<std::string> result{"LC_ALL=C.UTF-8"};
  for (const std::string name : {"PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"})
    if (const char* const value = std::getenv(name.c_str())) result.push_back(name + "=" + value);
  return result;
}

/// `words` as argv and environ want them.
std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// The status as waitpid gives it.
int run(std::vector<std::string> command, const fs::path& complaints) {
  std::vector<std::string> variables = environment();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, complaints.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t process = 0;
  const int error = posix_spawnp(&process, command.front().c_str(), &actions, nullptr,
                                 pointers(command).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0)
    throw InputError("figure", "gnuplot", "the program gnuplot", std::strerror(error),
                     "install gnuplot-nox (make deps)");
  int status = 0;
  while (waitpid(process, &status, 0) == -1 && errno == EINTR) {
  }
  return status;
}

/// gnuplot repeats the line it does not understand, points into it, and then says, on a line of its
/// own, `"<file>" line <number>: <what is wrong>`. Warnings look the same, but for that word. Where
/// there is no such line, as when gnuplot cannot be loaded, the first one with a word in it.
std::string complaint(const fs::path& file) {
  std::ifstream stream(file);
  std::string line, other;
  while (std::getline(stream, line)) {
    if (line.find("warning:") != std::string::npos) continue;
    if (line.find("\" line ") != std::string::npos) return line;
    if (other.empty() && line.find_first_not_of(" \t^") != std::string::npos) other = line;
  }
  return other.empty() ? "no message" : other;
}

}  // namespace

void run_gnuplot(const fs::path& script, const fs::path& complaints) {
  const int status = run({"gnuplot", "--default-settings", script.string()}, complaints);
  if (WIFEXITED(status) && WEXITSTATUS(status) == no_font)
    throw InputError("figure", "gnuplot", "a font for the text of the PNG", "none",
                     "install fonts-dejavu-core (make deps)");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw InputError("figure", "gnuplot", "a figure", complaint(complaints),
                     "check gnuplot and the space on the disk");
}

}  // namespace caldera
