// The plan as job arrays: what is one array, what each waits for, and what the shell makes of it.

#include "experiments/study/plan_slurm.h"

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/catch.h"

using namespace caldera;
using Catch::Contains;

namespace {

const std::vector<PlannedRun> plan = {
    {.files = {"s1.h5"}, .options = "--seed 1", .dataset = "mnist", .verb = "sweep"},
    {.files = {"s2.h5"}, .options = "--seed 2", .dataset = "mnist", .verb = "sweep"},
    {.files = {"T_after.h5", "T_before.h5"}, .options = "--of @s1.h5", .out = "T", .verb = "halve"},
    {.files = {"q.h5"},
     .options = "--sweep @s2.h5 --to @T_before.h5 --also @s2.h5",
     .verb = "spectrum"},
    {.files = {"toy.h5"}, .dataset = "fashion-mnist", .is_optional = true, .verb = "toy"}};

/// The text between two marks.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from);
  REQUIRE(begin != std::string::npos);
  const std::size_t start = begin + from.size();
  return text.substr(start, text.find(to, start) - start);
}

std::string call(const std::string& script, int number) {
  return between(script, "\narray" + std::to_string(number) + "=$(submit ", "\nTASKS\n)\n");
}

}  // namespace

TEST_CASE("plan as slurm: runs that need the same are one array, each run a task", "[plan]") {
  const std::string script = slurm_script(plan, "smoke", "results/smoke");
  CHECK(call(script, 1) ==
        "1 2 \"\" <<'TASKS'\n#!/bin/sh\ncase $SLURM_ARRAY_TASK_ID in\n"
        "  (0) exec \"$BUILD\"/caldera sweep --seed 1 --out \"$RESULTS\"/s1.h5 --profile smoke "
        "--data \"$CALDERA_MNIST\" ;;\n"
        "  (1) exec \"$BUILD\"/caldera sweep --seed 2 --out \"$RESULTS\"/s2.h5 --profile smoke "
        "--data \"$CALDERA_MNIST\" ;;\n"
        "  (2) [ -z \"$(ls -A \"$CALDERA_FASHION_MNIST\" 2>/dev/null)\" ] || exec "
        "\"$BUILD\"/caldera toy --out \"$RESULTS\"/toy.h5 --profile smoke --data "
        "\"$CALDERA_FASHION_MNIST\" ;;\nesac");
  CHECK_THAT(script, !Contains("array4"));
}

TEST_CASE("plan as slurm: an array waits for the tasks that make what it needs", "[plan]") {
  const std::string script = slurm_script(plan, "smoke", "results/smoke");
  CHECK_THAT(call(script, 2), Catch::StartsWith("2 0 \",afterok:${array1}_0\" <<"));
  CHECK_THAT(call(script, 2), Contains("halve --of \"$RESULTS\"/s1.h5 --out \"$RESULTS\"/T "));
  CHECK_THAT(call(script, 3),
             Catch::StartsWith("3 0 \",afterok:${array1}_1,afterok:${array2}_0\" <<"));
}

TEST_CASE("plan as slurm: what sbatch is told, and what the environment may set", "[plan]") {
  const std::string script = slurm_script(plan, "smoke", "it's/smoke");
  for (const char* option : {"--dependency=\"singleton$3\"", "--kill-on-invalid-dep=yes",
                             "--requeue", "--array=\"0-$2\"", "--cpus-per-task=1"})
    CHECK_THAT(script, Contains(option));
  CHECK_THAT(script, Contains("RESULTS='it'\\''s/smoke'\n"));
  CHECK_THAT(script, Contains("\"${JOB_NAME:=caldera-smoke}\""));
  CHECK_THAT(script, Contains(": \"${CALDERA_MNIST:=${CALDERA_CACHE:-data}/mnist}\"\n"
                              "export CALDERA_MNIST\n"));
  CHECK_THAT(script, Contains("\necho \"$array1\" \"$array2\" \"$array3\""));
}

TEST_CASE("plan as slurm: each run of a profile is one task, behind those that it needs",
          "[plan]") {
  const std::regex submission("array([0-9]+)=\\$\\(submit [0-9]+ ([0-9]+) .*");
  const std::regex dependency("afterok:\\$\\{array([0-9]+)\\}_([0-9]+)");
  for (const std::string profile : {"smoke", "study", "paper"}) {
    const std::vector<PlannedRun> runs = planned_runs(profile);
    std::istringstream script(slurm_script(runs, profile, "r"));
    std::map<std::string, int> last_task;
    std::size_t tasks = 0;
    for (std::string line; std::getline(script, line);) {
      if (line.starts_with("  (")) ++tasks;
      std::smatch found;
      if (!std::regex_match(line, found, submission)) continue;
      for (std::sregex_iterator need(line.begin(), line.end(), dependency), end; need != end;
           ++need) {
        INFO(profile << ": " << line);
        REQUIRE(last_task.contains((*need)[1]));  // the arrays before
        CHECK(std::stoi((*need)[2]) <= last_task[(*need)[1]]);
      }
      last_task[found[1]] = std::stoi(found[2]);
    }
    std::size_t expected = 0;
    for (const auto& [array, last] : last_task) expected += static_cast<std::size_t>(last) + 1;
    CHECK(tasks == runs.size());
    CHECK(tasks == expected);
  }
}
