#pragma once
// Sweeps that nobody ran, for what reads sweeps.

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/run/run_file.h"
#include "experiments/sweep/record.h"

namespace caldera::test {

/// A sweep of 0.001 that enters the trivial phase behind `edge`; E and r are rough elsewhere.
inline std::vector<SweepRow> edged_sweep(double edge) {
  std::vector<SweepRow> rows;
  for (std::size_t i = 0; i <= 90; ++i) {
    SweepRow row;
    row.beta = 0.001 * static_cast<double>(i);
    const bool trivial = row.beta > edge;
    row.training_error_running = trivial ? 2.303 : 0.31 + 0.0001 * static_cast<double>(i * i % 7);
    row.distance = trivial ? 0.05 : 5.3 - 0.0003 * static_cast<double>(i * i % 5);
    row.test_accuracy = 97.1;
    row.test_accuracy_by_class.assign(10, 10.0);
    rows.push_back(row);
  }
  return rows;
}

inline void write_sweep_run(const std::filesystem::path& path, const std::string& study,
                            std::int64_t seed, const std::vector<SweepRow>& rows) {
  std::filesystem::create_directories(path.parent_path());
  RunWriter file(path, {study, study, "smoke", seed, {}});
  write_sweep(file, rows);
  file.commit();
}

}  // namespace caldera::test
