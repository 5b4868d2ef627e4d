#pragma once
// The run files of a profile: what each says of itself, and what is there of those that should be.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/run/run_identity.h"
#include "experiments/study/plan.h"

namespace caldera {

/// One run file.
struct RunEntry {
  std::string path;  ///< relative to results/<profile>: "origin_sweep/seed1.h5"
  RunIdentity identity;
  std::int64_t arithmetic_version = 0;
  std::string code_version;
  std::string digest;
};

/// A file that is not what its name promises, and why, in one line.
struct UnreadFile {
  std::string path;
  std::string reason;
};

/// What lies below results/<profile>, by path.
struct RunList {
  std::vector<RunEntry> runs;
  std::vector<UnreadFile> unread;  ///< damaged, or no run files
};

/// A run file of the plan that is not there.
struct MissingRun {
  std::string path;
  std::string reason;        ///< "not there", or what is wrong with the file
  bool is_damaged = false;   ///< there is a file
  bool is_optional = false;  ///< its data set is not always to be had
};

/// Paths of run files below a folder.
struct RunFiles {
  std::filesystem::path folder;
  std::vector<std::string> paths;

  /// Those that are like "origin_sweep/seed*.h5": a * stands for anything, a ? for one character,
  /// neither for a slash.
  std::vector<std::filesystem::path> like(const std::string& pattern) const;
};
bool is_like(const std::string& path, const std::string& pattern);

/// Runs held against the plan.
struct Inventory {
  RunFiles files;                       ///< of the plan, and there
  std::vector<MissingRun> missing;      ///< of the plan, in its order
  std::vector<UnreadFile> passed_over;  ///< not of the plan
};

/// The run files of a folder, by name; none if there is no such folder. Throws InputError if it
/// cannot be read. Segments of unfinished runs lie in folders of their own and do not count.
std::vector<std::filesystem::path> run_files_in(const std::filesystem::path& folder);

/// All files <name>.h5 below the studies of results/<profile>; not segments of unfinished runs.
/// Throws InputError if runs of different profiles or arithmetic versions lie there together.
RunList list_runs(const std::filesystem::path& results);

/// Which runs of the plan are there. A file at the place of a run that another program made is
/// passed over, as all that the plan does not know.
Inventory take_inventory(const std::filesystem::path& results, const RunList& list,
                         const std::vector<PlannedRun>& plan);

}  // namespace caldera
