#pragma once
// The list of figures: each registers itself, and is drawn by `caldera figure <name>`.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/study/numbers.h"
#include "plots/figure/figure.h"

namespace caldera {

/// A run file, or several, that a figure is drawn from.
struct FigureInput {
  std::string option;  ///< "run" for --run
  std::string where;   ///< below results/<profile>; a * stands for anything, a ? for one character
  std::string text;    ///< what it is, for --help
  bool is_needed = true;
};

/// A number that changes a figure and need not be given.
struct FigureNumber {
  std::string option;  ///< "beta" for --beta
  std::string text;    ///< what it is, for --help
  RealRange range = any_real;
};

/// The files of a figure's inputs, and its numbers.
class FigureFiles {
 public:
  void add(const std::string& option, std::vector<std::filesystem::path> files);

  /// The only file of an input that is there.
  const std::filesystem::path& one(const std::string& option) const;
  /// All files of an input; none if it is not needed and not there.
  const std::vector<std::filesystem::path>& all(const std::string& option) const;
  bool has(const std::string& option) const { return !all(option).empty(); }

  /// The files of all inputs.
  std::vector<std::filesystem::path> every() const;

  void add_number(const std::string& option, double value);
  /// Nothing if it was not given.
  std::optional<double> number(const std::string& option) const;

 private:
  std::map<std::string, std::vector<std::filesystem::path>> files_;
  std::map<std::string, double> numbers_;
};

struct FigureEntry {
  std::string name;                 ///< of `caldera figure <name>` and of its files
  std::string summary;              ///< one sentence, for --help
  std::vector<FigureInput> inputs;  ///< in the order of --help
  std::vector<FigureNumber> numbers = {};
  std::function<Figure(const FigureFiles&)>
      make;  ///< throws InputError for files of other programs
  /// The numbers that its text names in braces (plots/report/text.h); empty where a run has none.
  std::function<std::map<std::string, std::string>(const FigureFiles&)> facts = {};
  bool is_of_results = true;  ///< belongs to every profile's results; else drawn when asked for
};

/// Adds a figure to all_figures(), and the verb "figure <name>".
struct FigureRegistration {
  explicit FigureRegistration(FigureEntry entry);
};

/// All that are linked in, by name; and those that belong to the results.
const std::vector<FigureEntry>& all_figures();
std::vector<FigureEntry> figures_of_results();

/// The files that a figure is drawn from: of each input those that are given, a folder standing for the
/// run files in it, or else what lies below `results`, which may be empty. Throws InputError for an
/// input that is needed and has none.
FigureFiles files_for(const FigureEntry& entry, const std::filesystem::path& results,
                      const std::map<std::string, std::vector<std::filesystem::path>>& given = {});

/// The runs of these files as a figure's SVG names them: by their paths below `results`, or by
/// their names if it is empty.
std::vector<ShownRun> shown_runs(const FigureFiles& files, const std::filesystem::path& results);

}  // namespace caldera
