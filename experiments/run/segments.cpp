#include "experiments/run/segments.h"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/readable.h"
#include "experiments/run/standard_output.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& out) { return out.string() + ".segments"; }

/// Throws InputError if a file that is there cannot be read: that is no damage, and must not cost
/// the work that made it.
void check_every_byte(const fs::path& path) {
  check_readable(path, "a segment of this run");
  read_blocks(path, 0, fs::file_size(path), [](std::span<const std::byte>) {});
}

/// The segment's file; nothing if it is missing or damaged, which both mean: make it again.
std::optional<RunFile> open_if_whole(const fs::path& path) {
  std::error_code unknown;
  if (fs::symlink_status(path, unknown).type() == fs::file_type::not_found) return std::nullopt;
  check_every_byte(path);
  try {
    RunFile file(path);
    file.identity();
    return file;
  } catch (const InputError& damage) {
    print_remark("{}; it is made again\n", damage.what());
    return std::nullopt;
  }
}

}  // namespace

Segments::Segments(const fs::path& out, const RunIdentity& identity)
    : folder_(folder_of(out)), identity_(identity) {
  prepare_output(out);
  remove_stale_temporaries(folder_);
  remove_stale_temporaries_in(folder_);
  for (;; ++count_) {
    const std::optional<RunFile> segment = open_if_whole(path(count_));
    if (!segment) break;
    if (const auto differs = difference(*segment, identity)) {
      print_remark("{}: an unfinished run of another configuration ({}) is moved aside as {}\n",
                   identity.program, *differs, move_aside(folder_).string());
      count_ = 0;
      break;
    }
  }
  if (count_ > 0)
    time_before_ = std::chrono::duration<double>(wall_seconds_of(path(count_ - 1)).value_or(0));
  prepare_output(path(count_));
}

Segments::~Segments() {
  // Does nothing to a folder that holds something, or that is gone.
  if (ranks::is_first()) rmdir(folder_.c_str());
}

RunFile Segments::open(std::size_t step) const {
  RunFile segment(path(step));
  if (const auto differs = difference(segment, identity_))
    throw InputError("another run writes its segments here", path(step).string(),
                     "this run's configuration", *differs, "give each run its own --out");
  return segment;
}

void Segments::commit(RunWriter& segment) const {
  const std::chrono::duration<double> time =
      time_before_ + (std::chrono::steady_clock::now() - started_);
  segment.machine("wall_seconds", time.count());
  segment.commit();
}

fs::path Segments::path(std::size_t step) const {
  return folder_ / fmt::format("step-{:04}.h5", step);
}

void Segments::remove() { remove_folder(folder_); }

void Segments::clean_up(const fs::path& out, const RunIdentity& identity) {
  remove_stale_temporaries(out);
  remove_stale_temporaries(folder_of(out));
  std::error_code unreadable;  // opening says it better
  if (fs::exists(folder_of(out), unreadable) || unreadable) Segments(out, identity).remove();
}

bool Segments::is_complete(const fs::path& out, const RunIdentity& identity) {
  if (!run_is_complete(out, identity)) return false;
  clean_up(out, identity);
  print_out("{}: {} is complete already\n", identity.program, out.string());
  return true;
}

}  // namespace caldera
