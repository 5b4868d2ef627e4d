// Compares the runs of a profile with what was published, says pass or fail, and writes the report.
//
// Sample runs:
//   caldera verdict --runs results/study --out results/study/verdict.txt
//   caldera verdict --runs results/study --report results/study/report/index.html
//   caldera verdict --runs results/study --report results/study/report/index.html --partial
//
// Description: reads the run files that are there under --runs and compares, study by study
// (plots/report/studies.h): of the origin sweep, positions and number of the transitions, and error,
// accuracy and distance at β = 0 and around each transition. Prints the table; --out stores it, and
// as CSV beside it; --report stores it with all figures as one page (plots/report/report.h). Status 1 if
// anything fails. With --partial, while studies are still under way, one line is printed instead of
// the table, and the status is 0 whatever it says. Tolerances and where they come from:
// plots/report/comparison.h.

#include "autograd/arithmetic/error.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"
#include "plots/report/report.h"
#include "plots/report/studies.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

struct Options {
  fs::path runs, out, report;
  bool partial = false;

  fs::path csv() const { return fs::path(out).replace_extension(".csv"); }
};

void store(const fs::path& target, const std::string& text) {
  write_atomically(target, std::as_bytes(std::span(text)));
}

/// Whatever cannot be stored is not worth computing.
void prepare(const Options& options) {
  if (!options.report.empty()) prepare_output(options.report);
  if (options.out.empty()) return;
  if (options.csv() == options.out)
    throw InputError("verdict", "--out", "the name of the table, as verdict.txt",
                     options.out.string(), "the CSV gets its own name");
  prepare_output(options.out);
  prepare_output(options.csv());
}

int run(const Options& options) {
  prepare(options);

  // 1. Every study that has run against what was published.
  const std::vector<RunEntry> runs = list_runs(options.runs);
  if (runs.empty())
    throw InputError("run files", options.runs.string(), "<study>/<name>.h5", "none",
                     "make the runs first (make runs)");
  const std::vector<StudyVerdict> studies = compare_studies(options.runs);

  // 2. The table and the report, on disk.
  const std::string table = verdict_table(studies);
  if (!options.out.empty()) {
    store(options.out, table);
    store(options.csv(), verdict_csv(studies));
  }
  if (!options.report.empty())
    store(options.report, report_html(make_report(options.runs, studies, runs)));

  // 3. And on the screen.
  print_out("{}", options.partial ? headline(studies) + "\n" : table);
  if (!options.report.empty()) print_out("Report: {}\n", options.report.string());
  return any_fails(studies) && !options.partial ? negative_finding : success;
}

Body prepare_verdict(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--runs", o->runs, "Folder of the profile's runs").required();
  line.add("--out", o->out, "Store the table here; its CSV lies beside it");
  line.add("--report", o->report, "Store the report here, as index.html");
  line.add("--partial", o->partial,
           "Studies are under way: no table, and status 0 even if a comparison fails");
  return [o] { return run(*o); };
}

const Registration verb(
    {.name = "verdict",
     .summary = "Compares the runs of a profile with the published figures.",
     .example = "caldera verdict --runs results/study --report results/study/report/index.html",
     .prepare = prepare_verdict,
     .group = VerbGroup::first});

}  // namespace
}  // namespace caldera
