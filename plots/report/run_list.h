#pragma once
// The run files of a profile, and what each says of itself.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/run/run_identity.h"

namespace caldera {

/// One run file.
struct RunEntry {
  std::string path;  ///< relative to results/<profile>: "origin_sweep/seed1.h5"
  RunIdentity identity;
  std::int64_t arithmetic_version = 0;
  std::string code_version;
  std::string digest;
};

/// What lies in a folder, by name; nothing if there is none. Throws InputError if it cannot be
/// read.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder);

/// The run files of a folder, by name; none if there is no such folder. Segments of unfinished runs
/// lie in folders of their own and do not count.
std::vector<std::filesystem::path> run_files_in(const std::filesystem::path& folder);

/// All run files below the studies of results/<profile>, by path; not segments of unfinished runs.
/// Throws InputError for a damaged file.
std::vector<RunEntry> list_runs(const std::filesystem::path& results);

}  // namespace caldera
