// Compares the runs of a profile with what was published, says pass or fail, and writes the report.
//
// Sample runs:
//   caldera verdict --runs results/study --out results/study/verdict.txt
//   caldera verdict --runs results/study --report results/study/report/index.html
//   caldera verdict --runs results/study --report results/study/report/index.html --partial
//
// Description: compares the run files under --runs with the plan of their profile, and has every
// study say what it claims of them (plots/<study>/claims.cpp). A run that is missing or damaged is
// a row that fails; a file that the plan does not know is named and passed over. Prints the table;
// --out stores it, and as CSV and JSON beside it; --report stores it with all figures as one page
// (plots/report/report.h). Status 1 unless all studies have run and nothing fails. With --partial,
// while studies are still under way, one line is printed instead of the table, and the status is 0
// whatever it says.

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"
#include "plots/report/report.h"
#include "plots/report/studies.h"
#include "plots/report/verdict_json.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

struct Options {
  fs::path runs, out, report;
  bool partial = false;

  fs::path beside(const char* extension) const {
    return fs::path(out).replace_extension(extension);
  }
};

void store(const fs::path& target, const std::string& text) {
  write_atomically(target, std::as_bytes(std::span(text)));
}

/// Whatever cannot be stored is not worth computing.
void prepare(const Options& options) {
  if (!options.report.empty()) prepare_output(options.report);
  if (options.out.empty()) return;
  for (const char* extension : {".csv", ".json"}) {
    if (options.beside(extension) == options.out)
      throw InputError("verdict", "--out", "the name of the table, as verdict.txt",
                       options.out.string(), "CSV and JSON get names of their own");
    prepare_output(options.beside(extension));
  }
  prepare_output(options.out);
}

int run(const Options& options) {
  prepare(options);

  // 1. What is there of what should be, and every study's claims.
  const RunList list = list_runs(options.runs);
  if (list.runs.empty())
    throw InputError("run files", options.runs.string(), "<study>/<name>.h5", "none",
                     "make the runs first (make runs)");
  const Inventory inventory =
      take_inventory(options.runs, list, planned_runs(list.runs.front().identity.profile));
  const std::vector<StudyVerdict> studies = compare_studies(inventory);

  // 2. The table and the report, on disk.
  const std::string table = verdict_table(studies);
  if (!options.out.empty()) {
    store(options.out, table);
    store(options.beside(".csv"), verdict_csv(studies));
    store(options.beside(".json"), verdict_json(studies, inventory.passed_over));
  }
  if (!options.report.empty())
    store(options.report, report_html(make_report(options.runs, studies, list.runs)));

  // 3. And on the screen.
  for (const auto& [path, reason] : inventory.passed_over)
    print_out("Passed over: {}: {}\n", path, reason);
  print_out("{}", options.partial ? headline(studies) + "\n" : table);
  if (!options.report.empty()) print_out("Report: {}\n", options.report.string());
  return options.partial || outcome(studies) == Outcome::pass ? success : negative_finding;
}

Body prepare_verdict(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--runs", o->runs, "Folder of the profile's runs").required();
  line.add("--out", o->out, "Store the table here; its CSV and JSON lie beside it");
  line.add("--report", o->report, "Store the report here, as index.html");
  line.add("--partial", o->partial,
           "Studies are under way: no table, and status 0 even if a claim fails");
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
