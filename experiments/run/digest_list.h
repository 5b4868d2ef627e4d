#pragma once
// Lists of digests, as `caldera digest FILE…` and sha256sum print them: each line has 64 digits,
// two blanks and a path. Empty lines and those that begin with # are ignored.

#include <filesystem>
#include <string>
#include <vector>

namespace caldera {

/// A line of a list.
struct ListedDigest {
  std::string digest;
  std::filesystem::path file;  ///< empty, where the line is a digest alone: any file
};

/// All lines. Throws InputError if the list cannot be read, if a line is something else, naming it,
/// and if there is no digest.
std::vector<ListedDigest> read_digest_list(const std::filesystem::path& list);

/// The digest that a list has for a file. Since lists are kept where the file is not, the path in
/// the list need not be that of the file: the shorter of the two must be the end of the other, by
/// whole names: golden/run.h5 and /build/golden/run.h5. Throws InputError, naming the list, if no
/// line is of that file, or lines of different digests and none of exactly that path.
std::string listed_digest(const std::vector<ListedDigest>& lines, const std::filesystem::path& file,
                          const std::filesystem::path& list);

}  // namespace caldera
