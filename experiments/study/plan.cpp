#include "experiments/study/plan.h"

#include "experiments/study/verb.h"

namespace caldera {

std::vector<std::string> PlannedRun::needs() const {
  std::vector<std::string> needed = also_needs;
  for (const std::string& word : words)
    if (word.starts_with("@") && word.ends_with(".h5")) needed.push_back(word.substr(1));
  return needed;
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
  return runs;
}

}  // namespace caldera
