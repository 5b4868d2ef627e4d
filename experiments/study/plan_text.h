#pragma once
// The plan of a profile as text, for programs that are not ours (caldera plan).

#include <string>
#include <vector>

#include "experiments/study/plan.h"

namespace caldera {

/// Rules for make. Each run is a target of its own, $(RESULTS)/<file>, which tools/make_run.sh
/// makes, or finds complete, after what it needs: times of files decide nothing. All of them are
/// prerequisites of `runs`, in the order of the plan. Runs that follow at once are made by the rule
/// of what they need. Data sets are folders named by $CALDERA_<DATA_SET>; an optional run is left
/// out if its folder is not there or empty. A run that takes all cores has --threads $(JOBS),
/// unless $(LAUNCH) or $(RUN_OPTIONS) say what it gets.
std::string make_rules(const std::vector<PlannedRun>& plan);

/// A line a run: its files, "optional" or "needed", its data set or "none", and the command below
/// `results` but for --profile and --data, with tabs between.
std::string plan_list(const std::vector<PlannedRun>& plan, const std::string& results);

/// A list of objects with files, needs, command (a list of words), dataset and optional.
std::string plan_json(const std::vector<PlannedRun>& plan, const std::string& results);

}  // namespace caldera
