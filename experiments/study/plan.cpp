#include "experiments/study/plan.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <map>
#include <sstream>
#include <tuple>
#include <utility>

#include "experiments/study/verb.h"

namespace caldera {

namespace {

/// By file, the longest chain of runs that rest on it: 0 if none does.
using Levels = std::map<std::string, std::size_t>;

std::size_t level_of(const PlannedRun& run, Levels& levels) {
  std::size_t highest = 0;
  for (const std::string& file : run.files) highest = std::max(highest, levels[file]);
  return highest;
}

Levels levels_of(const std::vector<PlannedRun>& runs) {
  Levels levels;
  for (bool changed = true; std::exchange(changed, false);)
    for (const PlannedRun& run : runs)
      for (const std::string& need : run.needs()) {
        const std::size_t least = level_of(run, levels) + 1;
        if (levels[need] >= least) continue;
        assert(least < runs.size());  // nothing rests on itself
        levels[need] = least;
        changed = true;
      }
  return levels;
}

}  // namespace

bool PlannedRun::writes(const std::string& file) const {
  return std::ranges::find(files, file) != files.end();
}

std::vector<std::string> PlannedRun::needs() const {
  std::vector<std::string> needed = also_needs;
  std::istringstream stream(options);
  for (std::string word; stream >> word;)
    if (word.starts_with("@") && word.ends_with(".h5")) needed.push_back(word.substr(1));
  return needed;
}

std::string PlannedRun::data_variable() const {
  std::string name = "CALDERA_" + dataset;
  for (char& letter : name) letter = letter == '-' ? '_' : static_cast<char>(std::toupper(letter));
  return name;
}

std::vector<std::string> PlannedRun::words(const std::string& results) const {
  std::vector<std::string> words;
  std::istringstream stream(options);
  for (std::string word; stream >> word;)
    words.push_back(word.starts_with("@") ? results + "/" + word.substr(1) : word);
  words.push_back("--out");
  words.push_back(results + "/" + (out.empty() ? files.front() : out));
  return words;
}

std::vector<PlannedRun> planned_runs(const std::string& profile) {
  std::vector<PlannedRun> runs;
  for (const Verb& verb : all_verbs()) {
    if (!verb.plan) continue;
    for (PlannedRun& run : verb.plan(profile)) {
      run.verb = verb.name;
      runs.push_back(std::move(run));
    }
  }
  Levels levels = levels_of(runs);
  std::ranges::stable_sort(runs, std::ranges::greater(), [&](const PlannedRun& run) {
    return std::tuple(run.is_quick, level_of(run, levels), run.is_long);
  });
  return runs;
}

}  // namespace caldera
