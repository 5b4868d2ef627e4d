#pragma once
// Tests of what a process leaves behind when it dies.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/catch.h"

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

/// Calls `action` as a user who owns nothing, if this one is root, who may do anything.
template <class Action>
void as_nobody(const Action& action) {
  const bool is_root = geteuid() == 0;
  if (is_root) REQUIRE(seteuid(65534) == 0);
  action();
  if (is_root) REQUIRE(seteuid(0) == 0);
}

inline bool was_killed(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; }

}  // namespace caldera::test
