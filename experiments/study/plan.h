#pragma once
// What the results of a profile consist of: the runs, the call that makes each, and what it needs.
// `caldera plan` writes make's rules from it, `caldera status` and the verdict say what is missing,
// tools/ checks each run by it.

#include <string>
#include <vector>

namespace caldera {

/// One call of a program and the run files that it writes. Paths are relative to results/<profile>.
///
///     {.files = {"theory/folds/T1.h5"},
///      .options = "--sweep @origin_sweep/seed1.h5 --transition 1",
///      .dataset = "mnist"}
struct PlannedRun {
  std::vector<std::string> files;  ///< the last to be written first: if it is there, all are
  std::string options = "";        ///< between blanks; @path is a path below results/<profile>
  std::vector<std::string> also_needs = {};  ///< run files that `options` do not name
  std::string dataset = "";  ///< whose folder is given as --data; empty: none is read
  std::string out = "";      ///< what --out is given; empty: the first of `files`
  /// Takes seconds and needs nothing: begun first, so that there is something to look at.
  bool is_quick = false;
  /// Begun before others on which as little rests: what takes longest, so that it is not left alone in the end.
  bool is_long = false;
  /// Made by the job that has made what it needs: for a chain that takes longest, which would
  /// otherwise wait at each link until all else has begun.
  bool follows_at_once = false;
  bool is_optional = false;  ///< its data set cannot be had everywhere
  std::string verb = "";     ///< filled in by planned_runs()

  bool writes(const std::string& file) const;

  /// The run files that must be there before.
  std::vector<std::string> needs() const;

  /// "CALDERA_FASHION_MNIST": the environment's name for the folder of its data set.
  std::string data_variable() const;

  /// The verb's options and --out with the folder `results` for @, but for --profile and --data.
  std::vector<std::string> words(const std::string& results) const;
};

/// All runs of a profile, in the order in which they are best begun: the quick ones, and then by
/// the longest chain of runs that rest on each (Hu's highest level first), so that each run stands
/// behind all that it needs. Throws InputError for an unknown profile.
std::vector<PlannedRun> planned_runs(const std::string& profile);

}  // namespace caldera
