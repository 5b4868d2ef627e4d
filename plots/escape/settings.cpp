#include "plots/escape/settings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "experiments/model/data_sets.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

/// The number of the epoch in which a run escaped, from 1.
double escape_of(const GroupRun& run, std::size_t classes) {
  const std::vector<double> error = run.samples.epochs.column("error");
  const std::size_t first = first_escaped(error, classes);
  return first < error.size() ? run.samples.epochs.column("epoch")[first]
                              : std::numeric_limits<double>::quiet_NaN();
}

std::vector<EscapeSetting> settings_of(const std::vector<GroupRun>& runs, std::size_t classes) {
  std::vector<EscapeSetting> settings;
  for (std::size_t k = 0; k < runs.size(); ++k) {
    auto setting = std::ranges::find_if(settings, [&](const EscapeSetting& other) {
      return other.batch == runs[k].batch && other.rate == runs[k].learning_rate;
    });
    if (setting == settings.end())
      setting = settings.insert(setting, {.batch = runs[k].batch, .rate = runs[k].learning_rate});
    setting->runs.push_back(k);
    setting->epochs.push_back(escape_of(runs[k], classes));
  }
  return settings;
}

}  // namespace

double EscapeSetting::mean_epochs() const {
  double total = 0;
  for (const double epoch : epochs)
    if (!std::isnan(epoch)) total += epoch;
  return total / static_cast<double>(escaped());
}

std::size_t EscapeSetting::escaped() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(epochs, [](double epoch) { return !std::isnan(epoch); }));
}

EscapeStudy load_escape(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "escape");
  const std::size_t classes = class_count(data_of_runs({path}, {}).source.name);
  EscapeStudy study{.seed = file.attribute<std::int64_t>("seed"),
                    .limit = static_cast<double>(read_count(file, "max_epochs", 1, 1'000'000)),
                    .level = escape_level(classes),
                    .usual_rate = read_positive(file, "learning_rate"),
                    .examples = static_cast<double>(read_count(file, "subset", 1, 1'000'000'000)),
                    .trap = read_trap(file),
                    .runs = read_group(file)};
  study.settings = settings_of(study.runs, classes);
  return study;
}

std::vector<std::pair<const EscapeSetting*, const EscapeSetting*>> equal_noise(
    const EscapeStudy& study) {
  constexpr double rounding = 1e-9;
  std::vector<std::pair<const EscapeSetting*, const EscapeSetting*>> pairs;
  for (std::size_t i = 0; i < study.settings.size(); ++i)
    for (std::size_t k = i + 1; k < study.settings.size(); ++k) {
      const EscapeSetting &a = study.settings[i], &b = study.settings[k];
      if (std::abs(a.noise() - b.noise()) < rounding * a.noise() && a.escaped() == a.runs.size() &&
          b.escaped() == b.runs.size())
        pairs.emplace_back(&a, &b);
    }
  return pairs;
}

double memoryless_chance(std::size_t n, double ratio) {
  const auto count = static_cast<double>(n);
  double sum = 1 / count, binomial = 1;
  for (std::size_t k = 1; k < n; ++k) {
    const auto term = static_cast<double>(k);
    binomial *= -(count - term) / term;
    sum += binomial / (count - term + ratio * term);
  }
  return count * sum;
}

}  // namespace caldera
