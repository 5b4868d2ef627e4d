#include "experiments/study/plan_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/run/joined.h"

namespace caldera {

namespace {

using Runs = std::vector<PlannedRun>;

constexpr const char* make_results = "$(RESULTS)";

/// "pathfinder --start … --out …"
std::string command(const PlannedRun& run, const std::string& results) {
  return fmt::format("{} {}", run.verb, joined(run.words(results), " "));
}

std::string recipe(const PlannedRun& run) {
  std::string line = "\t@";
  if (run.is_optional)
    line += fmt::format("[ -z \"$$(ls -A \"$${}\" 2>/dev/null)\" ] || ", run.data_variable());
  line += fmt::format("tools/make_run.sh {}/{} {}", make_results, run.files.front(),
                      command(run, make_results));
  if (!run.dataset.empty()) line += fmt::format(" --data \"$${}\"", run.data_variable());
  return line + "\n";
}

/// What a target or a prerequisite is called.
std::vector<std::string> targets(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const std::string& file : files) names.push_back(fmt::format("{}/{}", make_results, file));
  return names;
}

bool makes(const Runs& job, const std::string& file) {
  return std::ranges::any_of(job, [&](const PlannedRun& run) { return run.writes(file); });
}

/// The runs that each rule makes, one after the other: one, and those that follow it at once.
std::vector<Runs> jobs_of(const Runs& plan) {
  std::vector<Runs> jobs;
  for (const PlannedRun& run : plan) {
    Runs* before = nullptr;  // the last job that makes what it needs
    for (Runs& job : jobs)
      for (const std::string& need : run.needs())
        if (run.follows_at_once && makes(job, need)) before = &job;
    (before ? *before : jobs.emplace_back()).push_back(run);
  }
  return jobs;
}

std::string rule(const Runs& job) {
  std::vector<std::string> made, needs, lines;
  for (const PlannedRun& run : job) {
    for (const std::string& need : run.needs())
      if (std::ranges::find(made, need) == made.end() &&
          std::ranges::find(needs, need) == needs.end())
        needs.push_back(need);
    made.insert(made.end(), run.files.begin(), run.files.end());
    lines.push_back(recipe(run));
  }
  const std::string names = joined(targets(made), " ");
  return fmt::format("\nruns: {0}\n.PHONY: {0}\n{0} {1} {2}\n{3}", names,
                     made.size() > 1 ? "&:" : ":", joined(targets(needs), " "),
                     joined(lines, ""));
}

/// "a", "b"
std::string quoted(const std::vector<std::string>& words) {
  std::vector<std::string> strings;
  for (const std::string& word : words) strings.push_back("\"" + word + "\"");
  return joined(strings, ", ");
}

}  // namespace

std::string make_rules(const Runs& plan) {
  std::string text = "# By caldera plan --as make.\n";
  for (const Runs& job : jobs_of(plan)) text += rule(job);
  return text;
}

std::string plan_list(const Runs& plan, const std::string& results) {
  std::string text;
  for (const PlannedRun& run : plan)
    text += fmt::format("{}\t{}\t{}\t{}\n", joined(run.files, " "),
                        run.is_optional ? "optional" : "needed",
                        run.dataset.empty() ? "none" : run.dataset, command(run, results));
  return text;
}

std::string plan_json(const Runs& plan, const std::string& results) {
  std::vector<std::string> objects;
  for (const PlannedRun& run : plan) {
    std::vector<std::string> command = {run.verb};
    for (const std::string& word : run.words(results)) command.push_back(word);
    objects.push_back(fmt::format(
        "{{\"files\": [{}], \"needs\": [{}], \"command\": [{}], \"dataset\": \"{}\", "
        "\"optional\": {}}}",
        quoted(run.files), quoted(run.needs()), quoted(command), run.dataset, run.is_optional));
  }
  return fmt::format("[\n{}\n]\n", joined(objects, ",\n"));
}

}  // namespace caldera
