#include "experiments/estimate/schedule.h"

#include <algorithm>
#include <cassert>
#include <queue>
#include <set>
#include <utility>

namespace caldera {

namespace {

using Files = std::set<std::string>;

bool is_ready(const TimedRun& run, const Files& missing) {
  return std::ranges::none_of(run.needs,
                              [&](const std::string& need) { return missing.contains(need); });
}

}  // namespace

double makespan(const std::vector<TimedRun>& runs, int jobs) {
  assert(jobs >= 1);
  using Ending = std::pair<double, std::size_t>;  // when, and which run
  std::priority_queue<Ending, std::vector<Ending>, std::greater<>> going;
  Files missing;
  for (const TimedRun& run : runs) missing.insert(run.files.begin(), run.files.end());
  std::vector<bool> has_begun(runs.size(), false);
  double now = 0;
  const auto begin_what_can = [&] {
    for (std::size_t i = 0; i < runs.size() && going.size() < static_cast<std::size_t>(jobs); ++i)
      if (!has_begun[i] && is_ready(runs[i], missing)) {
        has_begun[i] = true;
        going.emplace(now + runs[i].seconds, i);
      }
  };
  for (begin_what_can(); !going.empty(); begin_what_can()) {
    const auto [time, ended] = going.top();
    going.pop();
    now = time;
    for (const std::string& file : runs[ended].files) missing.erase(file);
  }
  assert(missing.empty());
  return now;
}

}  // namespace caldera
