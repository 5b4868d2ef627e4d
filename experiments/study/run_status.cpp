#include "experiments/study/run_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "autograd/arithmetic/error.h"
#include "experiments/run/joined.h"
#include "experiments/run/run_file.h"
#include "experiments/study/verb.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& file) {
  std::error_code none;
  return fs::exists(file, none);
}

/// What the program says of the file that is there.
std::string answer_of(const PlannedRun& run, const std::string& profile, const fs::path& results) {
  std::vector<std::string> words = run.words(results.string());
  words.insert(words.end(), {"--profile", profile});
  const char* data = run.dataset.empty() ? nullptr : std::getenv(run.data_variable().c_str());
  if (data != nullptr) words.insert(words.end(), {"--data", data});
  CommandLine line;
  const RunQuestion question;
  try {
    const Body body = std::ranges::find(all_verbs(), run.verb, &Verb::name)->prepare(line);
    line.parse(words);
    body();
  } catch (const RunFound& found) {
    return found.differs ? fmt::format("of other settings ({})", *found.differs) : "done";
  } catch (const InputError& error) {
    return error.what();
  }
  assert(false && "a program asks first whether its run is complete");
  return "not known";
}

std::ptrdiff_t segments_of(const fs::path& file) {
  std::error_code none;
  return std::ranges::distance(fs::directory_iterator(file.string() + ".segments", none),
                               fs::directory_iterator());
}

std::string text_of_absent(const PlannedRun& run, const fs::path& results) {
  if (const std::ptrdiff_t steps = segments_of(results / run.files.front()); steps > 0)
    return fmt::format("begun: {} steps", steps);
  std::vector<std::string> missing;
  for (const std::string& need : run.needs())
    if (!is_there(results / need)) missing.push_back(need);
  if (!missing.empty()) return fmt::format("waiting for {}", joined(missing, ", "));
  return run.is_optional ? "to do, if its data set is there" : "to do";
}

std::optional<double> seconds_of(const fs::path& file) {
  try {
    return RunFile(file).attribute_of<double>("/machine", "wall_seconds");
  } catch (const InputError&) {
    return std::nullopt;  // not every program writes it
  }
}

}  // namespace

RunStatus status_of(const PlannedRun& run, const std::string& profile, const fs::path& results) {
  for (const std::string& file : run.files)
    if (!is_there(results / file)) return {false, text_of_absent(run, results)};
  const std::string text = answer_of(run, profile, results);
  if (text != "done") return {false, text};
  return {true, text, seconds_of(results / run.files.front())};
}

}  // namespace caldera
