#pragma once
// Checks the options of a probe.

#include <string>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

/// Checks of one probe; `what` and `remedy` are the beginning and the end of what it says.
///
///     constexpr Require require{"sampling", "change the request"};
///     require(s.block > 0, "block", "at least 1 direction", "0");
struct Require {
  const char* what;
  const char* remedy;

  /// Throws InputError unless the condition holds.
  void operator()(bool condition, const std::string& where, const std::string& expected,
                  const std::string& found) const {
    if (!condition) throw InputError(what, where, expected, found, remedy);
  }
};

}  // namespace caldera
