#pragma once
// How each verb of `caldera probe` is asked and answers. It linearises the error of the model once, prints
// a table in which every number has an error, and writes a run file if one is asked for. The answer is a
// status for the shell: 1 (negative_finding) if a requested accuracy was not reached; what was reached is
// printed and written, and a second start says 1 again.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "experiments/probe/report.h"
#include "experiments/probe/target.h"

namespace caldera {

/// What all probes are given.
struct Question {
  TargetOptions target;
  std::optional<std::filesystem::path> out;
};

/// Adds the options of a question.
void add_question_options(CommandLine& line, Question& question);

/// A question about a model that is loaded. `name` is that of the probe, and `options` are what can change a
/// bit of its answer: together with the model they identify the run. Borrows the question.
/// Throws InputError for options that make no sense, and what the files throw.
struct Request {
  Request(const Question& asked, const std::string& name, const Configuration& options);

  const Question& question;
  Target target;
  RunIdentity identity;
};

/// Answers a request, unless it was answered before: `compute` does the work, and returns a report.
int answer(Request& request, const std::function<ProbeReport()>& compute);

}  // namespace caldera
