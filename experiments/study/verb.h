#pragma once
// The frame of every program: caldera <verb> <options>, one line and a status out.

#include <functional>
#include <string>
#include <vector>

#include "experiments/study/command_line.h"
#include "experiments/study/plan.h"

namespace caldera {

/// What a program answers to the shell.
enum ExitStatus : int {
  success = 0,
  negative_finding = 1,  ///< done, and the answer is no: files differ, a check failed
  bad_input = 2,   ///< InputError, a wrong command line, a limit of the machine, a lost report
  non_finite = 3,  ///< NonFiniteError
};

/// What is done once the command line has been parsed; returns the status.
using Body = std::function<int()>;

/// Where `caldera --help` lists a verb.
enum class VerbGroup { first, study, figure, file };

/// A program: what stands behind `caldera`.
///
///     const Registration escape({
///         .name = "escape",
///         .summary = "How long a run stays in a phase of low accuracy.",
///         .example = "caldera escape --start seed1.h5 --out escape.h5",
///         .prepare = [](CommandLine& line) -> Body {
///           const auto o = std::make_shared<Options>();
///           line.add("--beta", o->beta, positive, "Pull towards the origin");
///           add_arithmetic_options(line);
///           return [o] { return run(*o); };
///         }});
struct Verb {
  std::string name;                           ///< one word, or two: "probe spectrum"
  std::string summary;                        ///< one sentence
  std::string example;                        ///< a command that works, or several, a line each
  std::function<Body(CommandLine&)> prepare;  ///< adds the options
  VerbGroup group = VerbGroup::study;
  /// Its runs among the results of a profile (experiments/study/plan.h); none: not a part of them.
  std::function<std::vector<PlannedRun>(const std::string& profile)> plan = {};
  std::string takes = "";  ///< how long the example takes, where it was measured
  /// Whether several ranks may run it (autograd/arithmetic/ranks.h): what it computes goes over whole data
  /// sets, one pass after the other, and what it writes and prints goes through experiments/run.
  bool on_ranks = false;
};

/// Adds a verb to all_verbs(). Of static duration, in a file that is linked into the program.
struct Registration {
  explicit Registration(Verb verb);
};

/// All that are linked in, by name.
const std::vector<Verb>& all_verbs();

/// Adds --gemm, --simd and --threads, and has configure_arithmetic called with them once the
/// command line has been parsed.
void add_arithmetic_options(CommandLine& line);

/// Parses `words` and calls the body; returns the status for main to return. --help prints to
/// stdout, and ends with what holds for all programs: how numbers are written, and what each status
/// means. Errors become one line "<name>: <message>" on stderr: parse errors, InputError,
/// NonFiniteError, and what the standard library throws, so that no exception leaves main. SIGPIPE
/// is ignored; what is printed (experiments/run/standard_output.h) and does not arrive is said at
/// the end, when all files are stored, with status 2. Of several ranks the first one that failed says
/// why, and all return its status; a verb that is not made for them is refused.
int run_program(const Verb& verb, const std::vector<std::string>& words);

/// The program `caldera`: finds the verb and runs it. Without one, or with --help, lists all.
int run_caldera(const std::vector<std::string>& words);

}  // namespace caldera
