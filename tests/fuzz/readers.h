#pragma once
// All that programs read from HDF5 files.

#include <filesystem>

namespace caldera::fuzz {

/// Reads a file as the programs read models: the last one, and those of a sweep.
void read_as_model(const std::filesystem::path& file);

/// Reads a file as the programs read runs: identity, digest, tables, signals.
void read_as_run(const std::filesystem::path& file);

}  // namespace caldera::fuzz
