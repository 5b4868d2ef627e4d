#pragma once
// The plan of a profile as job arrays of Slurm (caldera plan --as slurm).

#include <string>
#include <vector>

#include "experiments/study/plan.h"

namespace caldera {

/// A shell script of one sbatch a job array, to be run in the clone's folder. A run is a task. Runs
/// that need the same runs are one array, which begins when the tasks that make these have ended
/// well (afterok) and no other array of its name is there (singleton): so the script may be run
/// twice. A task whose run is complete ends at once, one that was killed goes on. `results` is
/// where the runs go. The environment may set JOB_NAME, BUILD, the folders of data sets
/// as for make, and what sbatch reads itself (SBATCH_PARTITION). A task has one core. The tasks get
/// the environment as it was when the script ran. It prints the numbers of its jobs.
std::string slurm_script(const std::vector<PlannedRun>& plan, const std::string& profile,
                         const std::string& results);

}  // namespace caldera
