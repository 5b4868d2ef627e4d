#pragma once
// The two ways a program can be stopped by what it was given.

#include <stdexcept>
#include <string>

namespace caldera {

/// Bad input: a damaged file, a wrong shape, an unknown option, a full disk.
/// The message is one line: what, where, expected, found, what to do. Programs print it and
/// end with status 2 (experiments/study/verb.h).
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  /// "<what>: <where>: expected <expected>, found <found>; <remedy>"
  InputError(const std::string& what, const std::string& where, const std::string& expected,
             const std::string& found, const std::string& remedy)
      : std::runtime_error(what + ": " + where + ": expected " + expected + ", found " + found +
                           "; " + remedy) {}
};

/// A number that is NaN or infinite, where it first appeared. The message names the tensor.
class NonFiniteError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace caldera
