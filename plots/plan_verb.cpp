// Lists the runs of a profile: which other runs each needs, and the command that makes it.
//
// Sample runs:
//   caldera plan --profile study --as list
//   caldera plan --profile smoke --as make
//   caldera plan --profile paper --as slurm >paper.sh && sh paper.sh
//
// Description: the runs are those that the studies' registrations name (experiments/study/plan.h).
// As list: their files, whether they are optional, their data set and the command, with tabs
// between. As make: the rules that the Makefile includes, of runs and of figures. As slurm: a
// script of sbatch calls, for the clone's folder on a cluster (docs/scale.md).

#include "experiments/run/standard_output.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/plan_slurm.h"
#include "experiments/study/plan_text.h"
#include "experiments/study/verb.h"
#include "plots/planned_figures.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study", as = "list";
  std::filesystem::path results;
};

/// A figure is drawn when its last run has been made (tools/make_run.sh), or else now.
std::string figure_rules(const std::vector<PlannedRun>& plan) {
  std::string text;
  for (const FigureEntry& entry : figures_of_results()) {
    const std::string name = fmt::format("$(RESULTS)/figures/{}.svg", entry.name);
    text += fmt::format("\n.PHONY: {0}\n{0}:", name);
    for (const FigureInput& input : entry.inputs)
      for (const std::string& file : planned_files(input, plan)) text += " $(RESULTS)/" + file;
    text += "\n\t@tools/draw_figures.sh\n";
  }
  return text;
}

int run(const Options& options) {
  check_one_of("--as", options.as, {"list", "make", "json", "slurm"});
  const std::vector<PlannedRun> plan = planned_runs(options.profile);
  const std::string results = options.results.string();
  if (options.as == "make") print_text(make_rules(plan) + figure_rules(plan));
  if (options.as == "list") print_text(plan_list(plan, results));
  if (options.as == "json") print_text(plan_json(plan, results));
  if (options.as == "slurm") print_text(slurm_script(plan, options.profile, results));
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--as", o->as, "list, make (rules), json or slurm (job arrays)");
  line.add("--results", o->results, "Folder of the profile's runs; default: results/<profile>");
  return [o] {
    if (o->results.empty()) o->results = "results/" + o->profile;
    return run(*o);
  };
}

const Registration verb({.name = "plan",
                         .summary = "The runs of a profile, what each needs, and its command.",
                         .example = "caldera plan --profile smoke --as list",
                         .prepare = prepare,
                         .group = VerbGroup::file});

}  // namespace
}  // namespace caldera
