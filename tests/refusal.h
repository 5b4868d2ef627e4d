#pragma once
// How tests ask for an error: by what its one line says.

#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"

namespace caldera::test {

/// Calls `action` and returns the message of the InputError it throws. The test fails if nothing
/// or something else is thrown, or if the message is not one line.
///
///     CHECK_THAT(refusal([&] { read_idx(file, 1); }), Catch::Contains("magic"));
template <class Action>
std::string refusal(Action action) {
  try {
    static_cast<void>(action());
  } catch (const InputError& error) {
    const std::string message = error.what();
    CHECK(message.find('\n') == std::string::npos);
    return message;
  }
  FAIL("expected an InputError, none was thrown");
  return {};
}

}  // namespace caldera::test
