#include "plots/path_spectrum/spectrum_of_path.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

double beta_of(const SpectrumRow& row) { return row.sweep.beta; }

void add(const RunFile& file, SpectrumOfPath& path) {
  check_study(file, "path_spectrum");
  const std::vector<SpectrumRow> rows = read_spectrum(file);
  const std::vector<double> transitions = file.vector<double>(transition_distances);
  RunIdentity identity = file.identity();
  identity.configuration.erase("part");
  if (path.rows.empty())
    path.identity = identity;
  else if (identity.configuration != path.identity.configuration)
    file.refuse("/configuration", "that of the first file, but for the part", "another");
  else if (rows.front().pairs.size() != path.rows.front().pairs.size())
    file.refuse("/spectrum/eigenvalue", std::to_string(path.count() + 1) + " at each point",
                std::to_string(rows.front().pairs.size()));
  path.rows.insert(path.rows.end(), rows.begin(), rows.end());
  path.transitions.insert(path.transitions.end(), transitions.begin(), transitions.end());
}

}  // namespace

SpectrumOfPath load_spectrum(const std::vector<std::filesystem::path>& files) {
  SpectrumOfPath path;
  for (const std::filesystem::path& file : files) add(RunFile(file), path);
  std::ranges::stable_sort(path.rows, {}, beta_of);
  if (std::ranges::adjacent_find(path.rows, {}, beta_of) != path.rows.end())
    RunFile(files.back()).refuse("/sweep/beta", "points that no other part has", "some twice");
  // Each part knows the transitions of the whole path.
  std::ranges::sort(path.transitions, std::greater<>{});
  path.transitions.erase(std::unique(path.transitions.begin(), path.transitions.end()),
                         path.transitions.end());
  return path;
}

std::vector<Eigenpair> by_magnitude(const SpectrumRow& row) {
  std::vector<Eigenpair> pairs = row.pairs;
  std::ranges::stable_sort(pairs, [](const Eigenpair& a, const Eigenpair& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  pairs.resize(row.pairs.size() - 1);
  return pairs;
}

}  // namespace caldera
