#include "experiments/study/plan_slurm.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "experiments/run/joined.h"

namespace caldera {

namespace {

/// Runs that need the same runs.
struct JobArray {
  std::set<std::string> needs;
  std::vector<PlannedRun> runs;
};

/// In the order of the plan, so that each stands behind those that it needs: whatever one of its
/// runs needs, the first of them needs, too.
std::vector<JobArray> arrays_of(const std::vector<PlannedRun>& plan) {
  std::vector<JobArray> arrays;
  for (const PlannedRun& run : plan) {
    const std::vector<std::string> names = run.needs();
    const std::set<std::string> needs(names.begin(), names.end());
    auto array = std::ranges::find(arrays, needs, &JobArray::needs);
    if (array == arrays.end()) array = arrays.insert(array, {needs, {}});
    array->runs.push_back(run);
  }
  return arrays;
}

/// 'it'\''s', a word for the shell.
std::string word(const std::string& text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

/// `: "${CALDERA_MNIST:=${CALDERA_CACHE:-data}/mnist}"` for each data set, and their export.
std::string data_folders(const std::vector<PlannedRun>& plan) {
  std::map<std::string, std::string> folders;
  for (const PlannedRun& run : plan)
    if (!run.dataset.empty()) folders[run.data_variable()] = run.dataset;
  std::string text;
  for (const auto& [variable, dataset] : folders)
    text += fmt::format(": \"${{{0}:=${{CALDERA_CACHE:-data}}/{1}}}\"\nexport {0}\n", variable,
                        dataset);
  return text;
}

/// `sweep --seed 1 --out "$RESULTS"/s.h5 --profile smoke --data "$CALDERA_MNIST"`
std::string task(const PlannedRun& run, const std::string& profile) {
  std::string line = run.is_optional ? fmt::format("[ -z \"$(ls -A \"${}\" 2>/dev/null)\" ] || ",
                                                   run.data_variable())
                                     : "";
  line += fmt::format("exec \"$BUILD\"/caldera {} {} --profile {}", run.verb,
                      joined(run.words("\"$RESULTS\""), " "), profile);
  if (!run.dataset.empty()) line += fmt::format(" --data \"${}\"", run.data_variable());
  return line;
}

/// One call of sbatch. `makers`: by file, the task that makes it, as "$array1_0" is written in sh.
std::string call(const JobArray& array, std::size_t number, const std::string& profile,
                 const std::map<std::string, std::string>& makers) {
  std::set<std::string> before;
  for (const std::string& need : array.needs) before.insert(makers.at(need));
  std::string text = fmt::format("\narray{0}=$(submit {0} {1} \"", number, array.runs.size() - 1);
  for (const std::string& maker : before) text += ",afterok:" + maker;
  text += "\" <<'TASKS'\n#!/bin/sh\ncase $SLURM_ARRAY_TASK_ID in\n";
  for (std::size_t k = 0; k < array.runs.size(); ++k)
    text += fmt::format("  ({}) {} ;;\n", k, task(array.runs[k], profile));
  return text + "esac\nTASKS\n)\n";
}

constexpr const char* preamble = R"(
# submit NUMBER LAST DEPENDENCIES: an array of tasks 0 to LAST by the script on stdin; prints its job.
submit() {
  job=$(sbatch --parsable --job-name="$JOB_NAME-$1" --array="0-$2" --ntasks=1 --cpus-per-task=1 \
    --dependency="singleton$3" --kill-on-invalid-dep=yes --requeue --export=ALL \
    --open-mode=append --output="$RESULTS/jobs/%x-%a.txt") && echo "${job%%;*}"
}
)";

}  // namespace

std::string slurm_script(const std::vector<PlannedRun>& plan, const std::string& profile,
                         const std::string& results) {
  std::string text = fmt::format(
      "#!/bin/sh\n# By caldera plan --as slurm: a task a run, each behind those that it needs.\n"
      "set -eu\nRESULTS={}\n: \"${{JOB_NAME:=caldera-{}}}\" \"${{BUILD:=build/release}}\"\n"
      ": \"${{GLIBC_TUNABLES:=glibc.malloc.hugetlb=1}}\"  # large pages, as in the Makefile\n"
      "export RESULTS BUILD GLIBC_TUNABLES\n{}mkdir -p \"$RESULTS/jobs\"\n{}",
      word(results), profile, data_folders(plan), preamble);
  std::map<std::string, std::string> makers;
  std::size_t number = 0;
  for (const JobArray& array : arrays_of(plan)) {
    text += call(array, ++number, profile, makers);
    for (std::size_t k = 0; k < array.runs.size(); ++k)
      for (const std::string& file : array.runs[k].files)
        makers[file] = fmt::format("${{array{}}}_{}", number, k);
  }
  text += "\necho";
  for (std::size_t k = 1; k <= number; ++k) text += fmt::format(" \"$array{}\"", k);
  return text + "  # scancel takes these\n";
}

}  // namespace caldera
