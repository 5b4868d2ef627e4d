#pragma once
// How tests ask for an assertion: in a child, which dies of it.

#include <csignal>
#include <cstdio>

#include "tests/experiments/run/child_process.h"

namespace caldera::test {

/// Whether an assertion ends `action`. Its message is not shown.
///
///     CHECK(breaks_an_invariant([&] { tape.bind(leaf, too_short); }));
template <class Action>
bool breaks_an_invariant(Action action) {
  const int status = in_child([&] {
    std::signal(SIGABRT, SIG_DFL);  // not Catch's
    static_cast<void>(std::freopen("/dev/null", "w", stderr));
    action();
  });
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace caldera::test
