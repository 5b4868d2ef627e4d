#include "experiments/run/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/ranks.h"
#include "experiments/run/readable.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

constexpr const char* temporary_mark = ".tmp-";

[[noreturn]] void refuse(const fs::path& target, const std::string& action,
                         const std::error_code& error) {
  const bool full = error == std::errc::no_space_on_device || error.value() == EDQUOT;
  throw InputError("cannot " + action, target.string(), "a place that can be written",
                   error.message(),
                   full ? "free some space and start again" : "choose another output");
}

fs::path folder_of(const fs::path& target) {
  return target.has_parent_path() ? target.parent_path() : fs::path(".");
}

/// The file that a name stands for: through symbolic links, the last of which may lead to nothing
/// yet. Throws InputError for a loop of links, and for what a file cannot take the place of.
fs::path resolve(const fs::path& target) {
  constexpr int most_links = 40;  // as the system follows
  const auto refuse_kind = [&](const std::string& found) {
    throw InputError("cannot write", target.string(), "a file or nothing", found,
                     "choose another output");
  };
  fs::path file = target;
  for (int links = 0;; ++links) {
    if (!file.has_filename()) refuse_kind("a folder");
    std::error_code error;
    const fs::file_type type = fs::symlink_status(file, error).type();
    if (type == fs::file_type::not_found || type == fs::file_type::regular) return file;
    if (type == fs::file_type::none) refuse(target, "write", error);
    if (type != fs::file_type::symlink) refuse_kind(kind_name(type));
    if (links == most_links) refuse_kind("a loop of links");
    file = folder_of(file) / fs::read_symlink(file, error);
    if (error) refuse(target, "write", error);
  }
}

/// A file's name is on disk only when its folder is synced too.
void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  const std::error_code error(errno, std::generic_category());
  if (descriptor >= 0) close(descriptor);
  // Some network file systems sync renames by themselves and answer EINVAL.
  if (!synced && error != std::errc::invalid_argument) refuse(folder, "sync the folder", error);
}

/// The target and the process of a temporary's name; nothing if it is not one.
std::optional<std::pair<std::string, pid_t>> parse_temporary(const std::string& name) {
  const std::size_t mark = name.rfind(temporary_mark);
  if (mark == std::string::npos) return std::nullopt;
  const char* first = name.data() + mark + std::string(temporary_mark).size();
  const char* last = name.data() + name.size();
  pid_t process = 0;
  const auto [end, error] = std::from_chars(first, last, process);
  if (error != std::errc() || end != last || process <= 0) return std::nullopt;
  return std::pair(name.substr(0, mark), process);
}

/// Whether somebody else may still be writing. This process is at its start and writes nothing yet:
/// what carries its number is from an earlier process of that number.
bool is_in_use(pid_t process) {
  return process != getpid() && (kill(process, 0) == 0 || errno == EPERM);
}

/// Removes stale temporaries of one target in a folder, or of all if `target` is empty.
void remove_stale(const fs::path& folder, const std::string& target) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const auto temporary = parse_temporary(entry.path().filename().string());
    if (!temporary || is_in_use(temporary->second)) continue;
    if (target.empty() || temporary->first == target) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

fs::path temporary_name(const fs::path& target) {
  return target.string() + fmt::format("{}{}", temporary_mark, getpid());
}

AtomicFile::AtomicFile(const fs::path& target)
    : target_(resolve(target)), temporary_(temporary_name(target_)) {
  descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail("write");
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (fsync(descriptor_) != 0) fail("sync");
  // Some file systems report a full disk only now.
  if (close(std::exchange(descriptor_, -1)) != 0) fail("close");
  if (rename(temporary_.c_str(), target_.c_str()) != 0) fail("rename to");
  sync_folder(folder_of(target_));
}

void AtomicFile::fail(const std::string& action) {
  const std::error_code error(errno, std::generic_category());
  if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
  unlink(temporary_.c_str());
  refuse(target_, action, error);
}

void write_atomically(const fs::path& target, std::span<const std::byte> bytes) {
  ranks::on_first([&] {
    AtomicFile file(target);
    file.write(bytes);
    file.commit();
  });
}

fs::path prepare_output(const fs::path& target) {
  ranks::on_first([&] {
    std::error_code error;
    fs::create_directories(folder_of(target), error);
    if (error) refuse(folder_of(target), "make the folder", error);
    const fs::path file = resolve(target);
    remove_stale(folder_of(file), file.filename().string());
    AtomicFile trial(file);
  });
  return resolve(target);
}

void remove_stale_temporaries(const fs::path& target) {
  ranks::on_first([&] {
    if (target.has_filename()) remove_stale(folder_of(target), target.filename().string());
  });
}

void remove_stale_temporaries_in(const fs::path& folder) {
  ranks::on_first([&] { remove_stale(folder, ""); });
}

void remove_folder(const fs::path& folder) {
  ranks::on_first([&] {
    std::error_code error;
    fs::rename(folder, temporary_name(folder), error);
    if (!error) fs::remove_all(temporary_name(folder), error);
    if (error) refuse(folder, "remove the folder", error);
  });
}

}  // namespace caldera
