#pragma once
// Slices that nobody made, for tests of what reads them.

#include <filesystem>
#include <string>

#include "experiments/slices/record.h"

namespace caldera::test {

/// A line to another model, of three points at x = −1, 0, 1, with the given E and ‖θ‖² = 4.
inline Slice example_line(const std::vector<double>& error, double beta) {
  Slice slice{.seed = 7, .directions = "models", .beta = beta};
  slice.frame.directions = {1, 2, {0.6, 0.8}};
  slice.frame.xs = {-1, 0, 1};
  slice.frame.ys = {0};
  slice.frame.models = {{{0, 0}, {1, 0}}, {error[1], error[2]}, {4, 4}, 1};
  slice.values = {error, {90, 80, 70}, {4, 4, 4}};
  return slice;
}

inline void write_slice(const std::filesystem::path& path, const Slice& slice,
                        const std::string& study = "slices") {
  std::filesystem::create_directories(path.parent_path());
  RunWriter file(path, {"slices", study, "smoke", slice.seed,
                        {{"beta", slice.beta}, {"directions", slice.directions}}});
  write_frame(file, slice.frame);
  write_values(file, slice.values, slice.frame.xs.size());
  file.commit();
}

}  // namespace caldera::test
