#pragma once
// Files that are whole or not there. The bytes go to `<target>.tmp-<pid>` in the same folder, are
// synced to disk, and only then get the target's name; the rename is synced too. Killed at any
// moment, a process leaves the old target or the new one, and at most a temporary.
//
// Of several ranks (autograd/arithmetic/ranks.h) the first does what the functions say, and what it throws
// all throw. All call them; AtomicFile itself is of one process.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace caldera {

/// A file under way. All functions throw InputError (unwritable folder, full disk); whatever
/// happens short of a kill, the temporary is gone afterwards. A target that is a symbolic link
/// stands for the file it leads to, which may not exist yet. A folder, a device or a pipe is
/// refused: the rename would put a file in its place.
class AtomicFile {
 public:
  /// Opens the temporary. The folder must exist (see prepare_output).
  explicit AtomicFile(const std::filesystem::path& target);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  /// Removes the temporary unless committed.
  ~AtomicFile();

  void write(std::span<const std::byte> bytes);

  /// Syncs, closes and renames. Replaces an older target.
  void commit();

 private:
  [[noreturn]] void fail(const std::string& action);

  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

/// AtomicFile, write, commit.
void write_atomically(const std::filesystem::path& target, std::span<const std::byte> bytes);

/// What a program does before it spends minutes on a result: makes the folder of `target`, removes
/// temporaries that dead processes left, and tries that a file can be written there. Throws
/// InputError if not. Returns the file that the target stands for: itself, or where links lead.
std::filesystem::path prepare_output(const std::filesystem::path& target);

/// Removes `<target>.tmp-<pid>`, file or folder, of processes that no longer run and of earlier
/// ones that had this one's number.
void remove_stale_temporaries(const std::filesystem::path& target);

/// The same for every target in a folder.
void remove_stale_temporaries_in(const std::filesystem::path& folder);

/// Removes a folder with all it holds. It gets a temporary's name first, so that a kill on the way
/// leaves no folder with half its files.
void remove_folder(const std::filesystem::path& folder);

/// "<target>.tmp-<pid>" of this process.
std::filesystem::path temporary_name(const std::filesystem::path& target);

}  // namespace caldera
