#pragma once
// Tests of what a process leaves behind when it dies.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace caldera::test {

/// Runs `action` in a child that then ends with status 0, unless the action ends it otherwise.
/// Returns what waitpid says about its end.
template <class Action>
int in_child(Action action) {
  const pid_t child = fork();
  if (child == 0) {
    action();
    _exit(0);  // no destructors, no test report
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

inline bool was_killed(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; }

}  // namespace caldera::test
