#pragma once
// All that is in a run file, to be changed and written again.

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "experiments/run/values.h"

namespace caldera::test {

/// A dataset, or a group: without values.
struct StoredObject {
  std::optional<Values> values;
  std::map<std::string, Values> attributes;
};

/// Objects by path; "/" is the root.
using FileContent = std::map<std::string, StoredObject>;

FileContent read_content(const std::filesystem::path& file);

/// Writes an HDF5 file of that content, unsealed.
void write_content(const std::filesystem::path& file, const FileContent& content);

}  // namespace caldera::test
