#pragma once
// A folder of results that nobody computed: small run files of every study, as `make reproduce
// PROFILE=smoke` would name them.

#include <filesystem>

namespace caldera::test {

/// Writes the run files that all plot_readings() read (readers.h) below this folder.
void write_small_results(const std::filesystem::path& folder);

}  // namespace caldera::test
