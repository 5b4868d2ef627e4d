#include "plots/figure/gnuplot.h"

#include <fcntl.h>
#include <gnuplot-iostream.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera::gnuplot {

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

[[noreturn]] void refuse(const std::string& expected, const std::string& found,
                         const std::string& remedy) {
  throw InputError("figure", "gnuplot", expected, found, remedy);
}

/// A gnuplot that reads what is said to it and writes its complaints to a file.
struct Process {
  pid_t id = 0;
  int input = -1;
};

Process start(int complaints) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    refuse("a pipe to it", std::strerror(errno), "close other programs");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
  std::vector<std::string> command{"gnuplot", "--default-settings"}, variables = environment();
  Process process{0, ends[1]};
  const int error = posix_spawnp(&process.id, command.front().c_str(), &actions, nullptr,
                                 pointers(command).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  if (error == 0) return process;
  close(ends[1]);
  refuse("the program gnuplot", std::strerror(error), "install gnuplot-nox (make deps)");
}

/// The status as waitpid gives it.
int end_of(const Process& process) {
  int status = 0;
  while (waitpid(process.id, &status, 0) == -1 && errno == EINTR) {
  }
  return status;
}

/// gnuplot repeats the line it does not understand, points into it, and then says, on a line of its
/// own, `line <number>: <what is wrong>`. Warnings look the same, but for that word. Where there is
/// no such line, as when gnuplot cannot be loaded, the first one with a word in it.
std::string complaint(std::FILE* file) {
  std::rewind(file);
  char line[1024];
  std::string other;
  while (std::fgets(line, sizeof line, file)) {
    std::string text(line);
    text.erase(0, text.find_first_not_of(" \t^\n"));
    text.erase(text.find_last_not_of('\n') + 1);
    if (text.find("warning:") != std::string::npos) continue;
    if (text.find("line ") != std::string::npos && text.find(": ") != std::string::npos)
      return text;
    if (other.empty()) other = text;
  }
  return other.empty() ? "no message" : other;
}

}  // namespace

void run(const std::string& script) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> complaints(std::tmpfile(), std::fclose);
  if (!complaints) refuse("a temporary file", std::strerror(errno), "check the space in /tmp");
  const Process process = start(fileno(complaints.get()));
  std::FILE* const input = fdopen(process.input, "w");
  if (input)
    Gnuplot(input) << script;  // closes its end, and gnuplot comes to its own
  else
    close(process.input);
  const int status = end_of(process);
  if (!input) refuse("a pipe to it", "too little memory", "close other programs");
  if (WIFEXITED(status) && WEXITSTATUS(status) == no_font)
    refuse("a font for the text of the PNG", "none", "install fonts-dejavu-core (make deps)");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    refuse("a figure", complaint(complaints.get()), "check gnuplot and the space on the disk");
}

}  // namespace caldera::gnuplot
