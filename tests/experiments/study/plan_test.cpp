// What the results of each profile consist of, and the rules, list and JSON made of it.

#include "experiments/study/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "experiments/model/data_sets.h"
#include "experiments/study/plan_text.h"
#include "experiments/study/verb.h"
#include "tests/catch.h"
#include "tests/places.h"
#include "tests/refusal.h"

using namespace caldera;
using Catch::Contains;
using Files = std::set<std::string>;

namespace {

constexpr const char* profiles[] = {"smoke", "study", "paper"};

/// The runs of a golden file, "results/smoke/classroom/run.h5" as "classroom/run.h5". The file may
/// be of an older arithmetic version: that has other digests, but the same runs.
Files golden_runs(const std::string& profile) {
  std::filesystem::path file;
  for (int version = arithmetic_version; version > 0 && !std::filesystem::exists(file); --version)
    file = test::golden_folder() / fmt::format("v{}_{}.txt", version, profile);
  std::ifstream stream(file);
  Files runs;
  for (std::string line; std::getline(stream, line);) {
    const std::string folder = "  results/" + profile + "/";
    const std::size_t at = line.find(folder);
    if (!line.starts_with("#") && at != std::string::npos)
      runs.insert(line.substr(at + folder.size()));
  }
  return runs;
}

/// Files of the plan, but for optional runs that the golden file does not have.
Files planned(const std::string& profile, const Files& golden) {
  Files files;
  for (const PlannedRun& run : planned_runs(profile))
    for (const std::string& file : run.files)
      if (!run.is_optional || golden.contains(file)) files.insert(file);
  return files;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("plan: every run stands behind what it needs, and no file is written twice", "[plan]") {
  for (const std::string profile : profiles) {
    Files before;
    for (const PlannedRun& run : planned_runs(profile)) {
      INFO(profile << " " << run.files.front());
      for (const std::string& need : run.needs()) CHECK(before.contains(need));
      for (const std::string& file : run.files) CHECK(before.insert(file).second);
    }
  }
}

TEST_CASE("plan: quick runs come first, then the one that the longest chain rests on", "[plan]") {
  for (const std::string profile : profiles) {
    const std::vector<PlannedRun> plan = planned_runs(profile);
    const auto later = std::ranges::find(plan, false, &PlannedRun::is_quick);
    CHECK(later != plan.begin());
    CHECK(std::ranges::none_of(later, plan.end(), &PlannedRun::is_quick));
    CHECK(later->files == std::vector<std::string>{"origin_sweep/seed1.h5"});
  }
}

TEST_CASE("plan: every command is one that its program takes", "[plan]") {
  for (const std::string profile : profiles)
    for (const PlannedRun& run : planned_runs(profile)) {
      INFO(profile << " " << run.files.front());
      const auto verb = std::ranges::find(all_verbs(), run.verb, &Verb::name);
      REQUIRE(verb != all_verbs().end());
      CommandLine line;
      const Body body = verb->prepare(line);
      std::vector<std::string> words = run.words("results");
      words.insert(words.end(), {"--profile", profile});
      if (!run.dataset.empty()) words.insert(words.end(), {"--data", "folder"});
      CHECK(line.parse(words));
      if (!run.dataset.empty())
        CHECK(std::ranges::find(data_set_choices(), run.dataset) != data_set_choices().end());
    }
}

TEST_CASE("plan: the runs are those of the golden files", "[plan]") {
  for (const std::string profile : {"smoke", "study"}) {
    const Files golden = golden_runs(profile);
    CHECK(planned(profile, golden) == golden);
  }
}

TEST_CASE("plan: an unknown profile is refused", "[plan]") {
  CHECK_THAT(test::refusal([] { planned_runs("large"); }), Contains("found 'large'"));
}

TEST_CASE("plan: what a run needs and is called with", "[plan]") {
  const PlannedRun run{.files = {"a/after.h5", "a/before.h5"},
                       .options = "--sweep @s/seed1.h5 --checkpoints @s --step 2e-5",
                       .also_needs = {"s/T1.h5"},
                       .dataset = "fashion-mnist",
                       .out = "a/T1"};
  CHECK(run.needs() == std::vector<std::string>{"s/T1.h5", "s/seed1.h5"});
  CHECK(run.words("r/smoke") == std::vector<std::string>{"--sweep", "r/smoke/s/seed1.h5",
                                                         "--checkpoints", "r/smoke/s", "--step",
                                                         "2e-5", "--out", "r/smoke/a/T1"});
  CHECK(run.data_variable() == "CALDERA_FASHION_MNIST");
}

TEST_CASE("plan: make's rules make each file in one rule", "[plan]") {
  for (const std::string profile : profiles) {
    const std::vector<PlannedRun> plan = planned_runs(profile);
    std::istringstream rules(make_rules(plan));
    std::map<std::string, int> made;
    for (std::string line; std::getline(rules, line);) {
      if (!line.starts_with("runs: ")) continue;
      std::istringstream targets(line.substr(6));
      for (std::string target; targets >> target;) ++made[target];
    }
    Files files;
    for (const PlannedRun& run : plan)
      for (const std::string& file : run.files) files.insert("$(RESULTS)/" + file);
    CHECK(made.size() == files.size());
    for (const auto& [target, times] : made) {
      INFO(target);
      CHECK((files.contains(target) && times == 1));
    }
  }
}

TEST_CASE("plan: runs that follow at once are made by the rule of what they need", "[plan]") {
  const std::vector<PlannedRun> plan = {
      {.files = {"s.h5"}, .options = "--seed 1", .dataset = "mnist", .verb = "sweep"},
      {.files = {"p.h5"}, .options = "--start @s.h5", .follows_at_once = true, .verb = "path"},
      {.files = {"q.h5"},
       .options = "--path @p.h5",
       .follows_at_once = true,
       .verb = "spectrum"},
      {.files = {"f.h5"}, .dataset = "fashion-mnist", .is_optional = true, .verb = "sweep"}};
  const std::string rules = make_rules(plan);
  const std::string names = "$(RESULTS)/s.h5 $(RESULTS)/p.h5 $(RESULTS)/q.h5";
  CHECK_THAT(rules, Contains("runs: " + names + "\n.PHONY: " + names + "\n" + names + " &: \n"));
  CHECK_THAT(rules, Contains("\t@tools/make_run.sh $(RESULTS)/s.h5 sweep --seed 1 --out "
                             "$(RESULTS)/s.h5 --data \"$$CALDERA_MNIST\"\n"));
  CHECK_THAT(rules, Contains("spectrum --path $(RESULTS)/p.h5 --out $(RESULTS)/q.h5\n"));
  CHECK_THAT(rules, Contains("\t@[ -z \"$$(ls -A \"$$CALDERA_FASHION_MNIST\" 2>/dev/null)\" ] || "
                             "tools/make_run.sh $(RESULTS)/f.h5 sweep"));
  CHECK(count(rules, "\nruns: ") == 2);
}

TEST_CASE("plan: as a list and as JSON", "[plan]") {
  const std::vector<PlannedRun> plan = {{.files = {"T1_after.h5", "T1_before.h5"},
                                         .options = "--sweep @s.h5",
                                         .dataset = "mnist",
                                         .out = "T1",
                                         .verb = "halve"},
                                        {.files = {"toy.h5"}, .is_optional = true, .verb = "toy"}};
  CHECK(plan_list(plan, "r") ==
        "T1_after.h5 T1_before.h5\tneeded\tmnist\thalve --sweep r/s.h5 --out r/T1\n"
        "toy.h5\toptional\tnone\ttoy --out r/toy.h5\n");
  CHECK(plan_json(plan, "r") ==
        "[\n{\"files\": [\"T1_after.h5\", \"T1_before.h5\"], \"needs\": [\"s.h5\"], \"command\": "
        "[\"halve\", \"--sweep\", \"r/s.h5\", \"--out\", \"r/T1\"], \"dataset\": \"mnist\", "
        "\"optional\": false},\n{\"files\": [\"toy.h5\"], \"needs\": [], \"command\": [\"toy\", "
        "\"--out\", \"r/toy.h5\"], \"dataset\": \"\", \"optional\": true}\n]\n");
}
