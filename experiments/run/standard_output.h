#pragma once
// What programs print. A report that is lost, as on a full disk or behind a pipe that was closed,
// must not cost the results: printing never throws, and run_program says at the end what was lost,
// with status 2 (experiments/study/verb.h).

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

#include "caldera/autograd/arithmetic/ranks.h"

namespace caldera {

/// Prints a text to standard output, on the first rank (autograd/arithmetic/ranks.h). Never throws; what
/// cannot be written is remembered.
void print_text(const std::string& text);

/// The same for a format and its arguments, as fmt::print takes them.
template <class... Arguments>
void print_out(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  print_text(fmt::format(format, std::forward<Arguments>(arguments)...));
}

/// Prints a remark to standard error, on the first rank. Throws as fmt::print does.
template <class... Arguments>
void print_remark(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  if (ranks::is_first()) fmt::print(stderr, format, std::forward<Arguments>(arguments)...);
}

/// Makes sure that descriptors 0 to 2 are open. Otherwise the next file that is opened would get
/// the number of standard output, and what is printed would be written into it.
void open_standard_streams();

/// Hands over what was printed, to stdout and to std::cout. Throws InputError, with what the system
/// says, if any of it was lost since the last call.
void check_standard_output();

}  // namespace caldera
