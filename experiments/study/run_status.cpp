#include "experiments/study/run_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/joined.h"
#include "experiments/run/run_file.h"
#include "experiments/study/progress.h"
#include "experiments/study/verb.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& file) {
  std::error_code none;
  return fs::exists(file, none);
}

/// What the program says of the files that are there.
RunFound answer_of(const PlannedRun& run, const std::string& profile, const fs::path& results) {
  std::vector<std::string> words = run.words(results.string());
  words.insert(words.end(), {"--profile", profile});
  const char* data = run.dataset.empty() ? nullptr : std::getenv(run.data_variable().c_str());
  if (data != nullptr) words.insert(words.end(), {"--data", data});
  CommandLine line;
  const RunQuestion question(run.files.size());
  try {
    const Body body = std::ranges::find(all_verbs(), run.verb, &Verb::name)->prepare(line);
    line.parse(words);
    body();
  } catch (const RunFound& found) {
    return found;
  } catch (const InputError& error) {
    return {true, fmt::format("there, not checked: {}", error.what())};
  }
  throw std::logic_error(run.verb + ": expected to ask for each of its files");
}

/// The steps that are done of a run that is not. How old the last one is tells whether the run goes on.
struct Steps {
  int count = 0;
  fs::file_time_type last = fs::file_time_type::min();
};

Steps steps_of(const fs::path& file) {
  std::error_code none;
  Steps steps;
  for (const auto& entry : fs::directory_iterator(file.string() + ".segments", none)) {
    if (entry.path().extension() != ".h5") continue;  // a temporary
    ++steps.count;
    steps.last = std::max(steps.last, entry.last_write_time(none));
  }
  return steps;
}

std::string text_of_begun(const Steps& steps) {
  const std::chrono::duration<double> age = fs::file_time_type::clock::now() - steps.last;
  return fmt::format("begun: {} step{}, the last {} ago", steps.count, steps.count == 1 ? "" : "s",
                     clock_text(std::max(age.count(), 0.0)));
}

std::string text_of_absent(const PlannedRun& run, const fs::path& results) {
  if (const Steps steps = steps_of(results / run.files.front()); steps.count > 0) return text_of_begun(steps);
  std::vector<std::string> missing;
  for (const std::string& need : run.needs())
    if (!is_there(results / need)) missing.push_back(need);
  if (!missing.empty()) return fmt::format("waiting for {}", joined(missing, ", "));
  return run.is_optional ? "to do, if its data set is there" : "to do";
}

}  // namespace

RunStatus status_of(const PlannedRun& run, const std::string& profile, const fs::path& results) {
  for (const std::string& file : run.files)
    if (!is_there(results / file)) return {false, text_of_absent(run, results)};
  const RunFound found = answer_of(run, profile, results);
  if (!found.is_done) return {false, found.text};
  return {true, found.text, wall_seconds_of(results / run.files.front())};
}

}  // namespace caldera
