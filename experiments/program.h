#pragma once
// The frame of every program: options in, one line and a status out.

#include <CLI/CLI.hpp>
#include <functional>

namespace caldera {

/// What a program answers to the shell.
enum ExitStatus : int {
  success = 0,
  negative_finding = 1,  ///< done, and the answer is no: files differ, a check failed
  bad_input = 2,         ///< InputError, a wrong command line, a limit of the machine, a lost report
  non_finite = 3,        ///< NonFiniteError
};

/// Adds --gemm, --simd and --threads, and calls configure_arithmetic with them once the command
/// line has been parsed.
void add_arithmetic_options(CLI::App& app);

/// Parses the command line and calls `body`; returns the status for main to return.
/// --help prints to stdout, and ends with what holds for all programs: how numbers are written, and
/// what each status means. Errors become one line "<program>: <message>" on stderr: parse errors,
/// InputError, NonFiniteError, and what the standard library throws, so that no exception leaves main.
/// SIGPIPE is ignored; what is printed (experiments/storage/standard_output.h) and does not arrive is
/// said at the end, when all files are stored, with status 2.
///
///     int main(int argc, char** argv) {
///       CLI::App app("What the program does.", "origin_sweep");
///       app.footer("Example: origin_sweep --seed 1 --out seed1.h5");
///       add_arithmetic_options(app);
///       ...
///       return run_program(app, argc, argv, [&] { ...; return success; });
///     }
int run_program(CLI::App& app, int argc, const char* const* argv, const std::function<int()>& body);

}  // namespace caldera
