#pragma once
// The identity of a run: two runs with equal identity have equal bits.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace caldera {

class RunFile;

/// The value of an option. A boolean is stored as 0 or 1.
using Option = std::variant<std::int64_t, double, std::string>;

/// Options by name, sorted.
using Configuration = std::map<std::string, Option>;

/// Stored in every run file and in every segment, and part of the digest. To it belong the
/// arithmetic version and the gemm backend, which are taken from autograd/arithmetic/arithmetic.h
/// when a file is written or compared. Threads, SIMD path, paths of files and the code's version
/// do not belong here: they must not change a bit.
struct RunIdentity {
  std::string program;
  std::string study;
  std::string profile;
  std::int64_t seed = 0;
  Configuration configuration;
};

/// The configuration as it is stored: with the gemm backend in force.
Configuration complete(Configuration configuration);

/// The first thing in which the file's identity parts from this run's, in words such as
/// "configuration/beta_step: 0.001 in the file, 0.002 now"; nothing if they are equal.
std::optional<std::string> difference(const RunFile& file, const RunIdentity& identity);

/// Whether the result is there already: false if there is no file at `path`, true if there is one
/// of the same identity. A run of the same program and another identity no longer fits: it is moved
/// aside, a line on stderr says so and what differs, and the answer is false. Throws InputError for
/// any other file, and for a damaged one: nothing is ever overwritten.
bool run_is_complete(const std::filesystem::path& path, const RunIdentity& identity);

/// Gives a file or folder the first free name of `<path>.aside-1`, `<path>.aside-2` …, and returns
/// it: what was computed is never deleted. Throws InputError if it cannot be renamed.
/// Of several ranks the first moves it, and knows the name; all call this.
std::filesystem::path move_aside(const std::filesystem::path& path);

/// What run_is_complete throws while a RunQuestion is alive.
struct RunFound {
  bool is_done = false;
  /// "done", "to do", "of other settings (…)", or what is wrong with the file
  std::string text;
};

/// While it is alive, in whatever thread, a program that is called says whether its run is there,
/// and makes nothing (`caldera status`): run_is_complete moves nothing, and throws a RunFound of
/// the first file that is not done, or of the last one if all are; and no RunWriter can be made.
class RunQuestion {
 public:
  /// `files`: how many the program makes.
  explicit RunQuestion(std::size_t files = 1);
  RunQuestion(const RunQuestion&) = delete;
  RunQuestion& operator=(const RunQuestion&) = delete;
  ~RunQuestion();

  /// Whether one is alive.
  static bool is_asked();
};

}  // namespace caldera
