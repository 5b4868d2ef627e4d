#include "experiments/storage/segments.h"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/atomic_file.h"
#include "experiments/storage/standard_output.h"

namespace caldera {

namespace {

std::filesystem::path folder_of(const std::filesystem::path& out) {
  return out.string() + ".segments";
}

/// The segment's file; nothing if it is missing or damaged, which both mean: make it again.
std::optional<RunFile> open_if_whole(const std::filesystem::path& path) {
  try {
    RunFile file(path);
    file.identity();
    return file;
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace

Segments::Segments(const std::filesystem::path& out, const RunIdentity& identity)
    : folder_(folder_of(out)), identity_(identity) {
  prepare_output(out);
  remove_stale_temporaries(folder_);
  remove_stale_temporaries_in(folder_);
  for (;; ++count_) {
    const std::optional<RunFile> segment = open_if_whole(path(count_));
    if (!segment) break;
    if (const auto differs = difference(*segment, identity)) {
      throw InputError("an unfinished run of another configuration", folder_.string(),
                       "this run's configuration", *differs,
                       "remove the folder or choose another --out");
    }
  }
  prepare_output(path(count_));
}

Segments::~Segments() {
  // Does nothing to a folder that holds something, or that is gone.
  rmdir(folder_.c_str());
}

std::filesystem::path Segments::path(std::size_t step) const {
  return folder_ / fmt::format("step-{:04}.h5", step);
}

void Segments::remove() { remove_folder(folder_); }

void Segments::clean_up(const std::filesystem::path& out, const RunIdentity& identity) {
  remove_stale_temporaries(out);
  remove_stale_temporaries(folder_of(out));
  if (std::filesystem::exists(folder_of(out))) Segments(out, identity).remove();
}

bool Segments::is_complete(const std::filesystem::path& out, const RunIdentity& identity) {
  if (!run_is_complete(out, identity)) return false;
  clean_up(out, identity);
  print_out("{}: {} is complete already\n", identity.program, out.string());
  return true;
}

}  // namespace caldera
