#include "experiments/probe/question.h"

#include <fmt/format.h>

#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

ExitStatus status_of(bool reached) { return reached ? success : negative_finding; }

/// The status of an earlier answer, if its run file is there already.
std::optional<ExitStatus> earlier_answer(const Request& request) {
  const auto& out = request.question.out;
  if (!out || !run_is_complete(*out, request.identity)) return std::nullopt;
  print_out("probe: {} is complete already\n", out->string());
  return status_of(RunFile(*out).scalar<std::int64_t>(reached_dataset) != 0);
}

}  // namespace

void add_question_options(CommandLine& line, Question& question) {
  add_target_options(line, question.target);
  line.add("--out", question.out, "Run file to write; default: none");
}

Request::Request(const Question& asked, const std::string& name, const Configuration& options)
    : question(asked), target(asked.target), identity(target.identity(name)) {
  identity.configuration.insert(options.begin(), options.end());
}

int answer(Request& request, const std::function<ProbeReport()>& compute) {
  if (const auto earlier = earlier_answer(request)) return *earlier;
  const auto& out = request.question.out;
  if (out) prepare_output(*out);
  const double error = request.target.error();
  const ProbeReport report = compute();
  if (out) {
    RunWriter file(*out, request.identity);
    file.scalar("/error", error, {"nat", "mean cross-entropy of the examples"});
    write(report, file);
    file.commit();
  }
  print_out("{}\nmean cross-entropy {:.10g} nat\n", request.target.description(), error);
  print(report);
  if (out) print_out("probe: {} written to {}\n", request.identity.study, out->string());
  return status_of(report.reached);
}

}  // namespace caldera
