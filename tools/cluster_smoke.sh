#!/usr/bin/env bash
# Makes the runs of PROFILE=smoke by the Slurm that is there, in both ways of docs/scale.md, kills some of
# them in the middle, submits again, and holds all digests against the golden ones.
#
#   tools/cluster_smoke.sh BUILD MNIST FOLDER [WAY...]       ways: planned launched
#
# The runs go to FOLDER/<way>/smoke.
# Everything runs on this machine (tools/small_slurm.sh): what is killed is found among its processes.
set -euo pipefail
export LC_ALL=C

build=$1 data=$2 folder=$3
shift 3
[ $# -gt 0 ] || set -- planned launched
say() { echo "check-cluster: $*"; }
fail() { say "FAILED: $*" >&2; squeue >&2; exit 1; }

# queue_is_empty: known, not guessed: an overloaded munge lets squeue fail, and then jobs may be there.
queue_is_empty() {
  local left
  left=$(squeue --noheader 2>/dev/null) && [ -z "$left" ]
}

# job_of PID: the job that the process belongs to, or nothing.
job_of() { scontrol listpids 2>/dev/null | awk -v pid="$1" '$1 == pid { print $2 }'; }

# in_the_middle RESULTS [RUN]: sets pid, job and run of a run, or of this one, that has finished a step and
# not the last.
in_the_middle() {
  local words k
  while true; do
    ! queue_is_empty || fail "all jobs have ended, and none could be killed"
    for pid in $(pgrep -x caldera); do
      mapfile -d '' -t words < <(cat "/proc/$pid/cmdline" 2>/dev/null)
      for ((k = 0; k + 1 < ${#words[@]}; ++k)); do
        [ "${words[k]}" = --out ] || continue
        run=${words[k + 1]#"$1/"}
        job=$(job_of "$pid") || true
        if [ "$run" != "${words[k + 1]}" ] && [ "$run" = "${2:-$run}" ] && [ -n "$job" ] &&
          compgen -G "$1/$run.segments/step-*.h5" >/dev/null; then return; fi
      done
    done
    sleep 0.2
  done
}

# first_step RUN_FILE: which file has the first step, and since when.
first_step() { stat -c '%i %y' "$1.segments/step-0000.h5" 2>/dev/null; }

# kill_one RESULTS [RUN]: kill -9 to the process of a run. Sets step, which it must not make again.
kill_one() {
  in_the_middle "$@"
  step=$(first_step "$1/$run")
  kill -9 "$pid"
  say "kill -9 to the process of $run, job $job"
}

# cancel_one RESULTS: scancel to its job.
cancel_one() {
  in_the_middle "$1"
  scancel "$job"
  say "scancel of job $job, which made $run"
}

# check_goes_on RUN_FILE STEP: a run that was killed is begun again, with the first step that it had.
check_goes_on() {
  until pgrep -fx "$build/caldera .*--out $1 .*" >/dev/null; do
    ! queue_is_empty || fail "$1 is not made again"
    sleep 0.1
  done
  sleep 0.5
  [ "$(first_step "$1" || echo "$2")" = "$2" ] || fail "$1: its first step is made again"
  say "$1 goes on where it was"
}

# is_gone JOB: an array of which no task is left.
is_gone() {
  local arrays
  arrays=$(squeue --noheader --format=%F 2>/dev/null) && ! grep -qx "$1" <<<"$arrays"
}

# check_gone JOB: what rests on a run that failed leaves the queue.
check_gone() {
  for ((k = 0; k < 120; ++k)); do
    ! is_gone "$1" || return 0
    sleep 0.5
  done
  fail "job $1 waits for a run that failed"
}

await_end() {
  until queue_is_empty; do sleep 0.5; done
}

# check_whole RESULTS: files with a final name can be read to the last byte.
check_whole() {
  find "$1" -name '*.h5' -exec "$build/caldera" digest {} + >/dev/null || fail "a file is damaged"
}

# check_digests WAY SECONDS
check_digests() {
  check_whole "$folder/$1/smoke"
  tools/verify_digests.sh smoke "$build" "$data" "$folder/$1" >"$folder/digests.txt" ||
    { cat "$folder/digests.txt" >&2 && fail "$1: not the golden digests"; }
  say "$1: all digests are the golden ones; $2 s"
}

# The script of `caldera plan --as slurm`: after the kills it is run twice over, while jobs are there.
planned() {
  local results=$folder/planned/smoke script=$folder/plan.sh killed
  SECONDS=0
  BUILD=$build "$build/caldera" plan --profile smoke --as slurm --results "$results" >"$script"
  submit() { BUILD=$build sh "$script" >"$folder/numbers" || fail "sbatch"; }
  submit
  say "planned: jobs $(cat "$folder/numbers")"
  kill_one "$results" origin_sweep/seed1.h5
  killed=$run
  check_gone "$(grep -o '[0-9]*$' "$folder/numbers")"
  cancel_one "$results"
  check_whole "$results"
  submit
  submit
  say "planned: submitted twice over, while $(squeue --array --noheader | wc -l) tasks are there"
  check_goes_on "$results/$killed" "$step"
  await_end
  check_digests planned "$SECONDS"
}

# Inside an allocation, make starts each run by srun.
launched() {
  local results=$folder/launched/smoke cores
  cores=$(nproc)
  submit() {
    job=$(sbatch --parsable --job-name=launched --ntasks="$cores" --output="$folder/launched.txt" \
      --open-mode=append --no-requeue --wrap "exec make runs PROFILE=smoke RESULTS='$results' JOBS=$cores \
        BUILD='$build' LAUNCH='srun -n1 -c1 --exact'")
  }
  SECONDS=0
  submit
  kill_one "$results"
  await_end
  grep -q 'Error 137' "$folder/launched.txt" || fail "make does not say that a run was killed: $folder/launched.txt"
  submit
  check_goes_on "$results/$run" "$step"
  cancel_one "$results"
  await_end
  check_whole "$results"
  submit
  await_end
  check_digests launched "$SECONDS"
}

for way in "$@"; do "$way"; done
