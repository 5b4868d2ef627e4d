#include "plots/seed_sweeps.h"

#include <algorithm>
#include <cmath>

#include <variant>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/model/data_sets.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// The rows from the smallest β on, as long as each step is the first one (to a hundredth).
std::vector<SweepRow> even_part(const std::vector<SweepRow>& rows) {
  std::size_t end = std::min<std::size_t>(rows.size(), 2);
  const auto step = [&](std::size_t i) { return rows[i].beta - rows[i - 1].beta; };
  while (end < rows.size() && std::abs(step(end) - step(1)) <= 0.01 * step(1)) ++end;
  return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::string option_text(const SeedSweep& sweep, const std::string& name) {
  const auto found = sweep.configuration.find(name);
  const auto* const text =
      found == sweep.configuration.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? "nothing" : *text;
}

}  // namespace

template <class T>
T option_of(const SeedSweep& sweep, const std::string& name) {
  const auto found = sweep.configuration.find(name);
  if (found == sweep.configuration.end() || !std::holds_alternative<T>(found->second))
    throw InputError("run file", sweep.file.string() + ":/configuration@" + name,
                     "what the run was made with", "nothing that can be shown",
                     "name a run of this version's programs");
  return std::get<T>(found->second);
}
template double option_of(const SeedSweep&, const std::string&);
template std::string option_of(const SeedSweep&, const std::string&);

void check_digits(const SeedSweep& sweep) {
  const auto dataset = option_of<std::string>(sweep, "dataset");
  const std::size_t classes = sweep.rows.front().test_accuracy_by_class.size();
  if (dataset != "mnist" || classes != class_count(dataset))
    throw InputError("run file", sweep.file.string(), "a sweep on mnist, of all its classes",
                     dataset + ", " + std::to_string(classes) + " classes", "name another file");
}

void check_alike(const SeedSweep& sweep, const SeedSweep& other) {
  for (const char* name : {"dataset", "architecture"})
    if (const std::string ours = option_text(sweep, name), theirs = option_text(other, name);
        ours != theirs)
      throw InputError("run file", other.file.string() + ":/configuration@" + name,
                       ours + ", as " + sweep.file.string() + " has", theirs, "name another file");
}

SeedSweep load_sweep(const fs::path& path, const std::string& study) {
  const RunFile file(path);
  check_study(file, study);
  const RunIdentity identity = file.identity();
  SeedSweep sweep;
  sweep.seed = identity.seed;
  sweep.profile = identity.profile;
  sweep.file = path;
  sweep.configuration = identity.configuration;
  sweep.rows = read_sweep(file);
  std::ranges::sort(sweep.rows, {}, &SweepRow::beta);
  const std::vector<SweepRow> even = even_part(sweep.rows);
  sweep.transitions = find_transitions(even);  // refuses a table of less than ten rows
  sweep.step =
      (even.back().beta - even.front().beta) / static_cast<double>(even.size() - 1);
  return sweep;
}

SeedSweep load_any_sweep(const fs::path& file) {
  return load_sweep(file, RunFile(file).attribute<std::string>("study"));
}

std::vector<SeedSweep> load_sweeps(const std::vector<fs::path>& files, const std::string& study) {
  std::vector<SeedSweep> sweeps;
  for (const fs::path& file : files) {
    sweeps.push_back(load_sweep(file, study));
    if (sweeps.back().profile != sweeps.front().profile)
      throw InputError("run files", file.string(), "profile " + sweeps.front().profile,
                       sweeps.back().profile, "keep the runs of a profile in one folder");
  }
  std::sort(sweeps.begin(), sweeps.end(),
            [](const SeedSweep& a, const SeedSweep& b) { return a.seed < b.seed; });
  return sweeps;
}

}  // namespace caldera
