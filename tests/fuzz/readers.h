#pragma once
// All that programs read from HDF5 files. Each function opens the file once: opening is what takes
// longest.

#include <cstddef>
#include <filesystem>

namespace caldera::fuzz {

/// As a model: the only one of the file, or those of a sweep.
void read_as_model(const std::filesystem::path& file);
void read_as_sweep_models(const std::filesystem::path& file);

/// As a run: identity, sweep, tables, signals; and its digest.
void read_as_run(const std::filesystem::path& file);
void read_digest(const std::filesystem::path& file);

/// One of the four, by number; beyond the last they start again.
void read_one_way(const std::filesystem::path& file, std::size_t way);

}  // namespace caldera::fuzz
