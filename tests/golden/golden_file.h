#pragma once
// The golden digests as they are kept in the repository, and how a record is held against them.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/golden/record.h"

namespace caldera::golden {

/// What the file says of a step.
struct GoldenStep {
  std::string digest;
  std::vector<std::string> tensors;  ///< the first eight digits of each tensor's digest, in order
};

/// By the step's name.
using GoldenFile = std::map<std::string, GoldenStep>;

/// v<arithmetic version>.txt: a golden file belongs to one version of the arithmetic.
std::string golden_file_name();

/// The text of a golden file: how it was made, and a line a step:
///     <SHA-256>  <eight digits of each tensor, in order>  <name>
std::string golden_text(const Record& record);

/// Throws InputError for a file that cannot be read, or a line of another form.
GoldenFile read_golden_file(const std::filesystem::path& file);

/// The first tensor of a step that parts from the golden file.
struct Difference {
  std::string step;
  std::string tensor;  ///< empty if the step is not in the file, or has other tensors there
};

/// All steps of the record that part from the file, in the order of computation. Steps of the file
/// that were not computed do not count.
std::vector<Difference> differences(const Record& record, const GoldenFile& golden);

/// For people: the first step and tensor that part, how many do, and what computed them.
std::string report(const std::vector<Difference>& parted, std::size_t steps);

/// Compiler, flags, CPU, vector path, threads, C library; a line each.
std::string environment();

}  // namespace caldera::golden
