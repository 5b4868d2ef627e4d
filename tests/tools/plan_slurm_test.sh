#!/usr/bin/env bash
# The script of `caldera plan --as slurm`, with an sbatch that makes the tasks at once, by a program that
# makes empty runs: every run is made once, after what it needs, and a second time nothing is.
#
#   plan_slurm_test.sh CALDERA
set -euo pipefail

caldera=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset BUILD JOB_NAME CALDERA_CACHE CALDERA_MNIST CALDERA_FASHION_MNIST
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir -p "$work/a clone/build/release" "$work/bin"
cd "$work/a clone"
"$caldera" plan --profile smoke --as slurm --results "results of it's/smoke" >plan.sh
sh -n plan.sh || fail "not a shell script"

# Each task must be one that the array has, and each dependency a task that has ended well.
cat >"$work/bin/sbatch" <<'END'
#!/usr/bin/env bash
[ ! -e broken ] || exit 1
echo "$*" >>submitted
job=$((100 + $(wc -l <submitted)))
for word in "$@"; do
  case $word in
    --array=0-*) last=${word#--array=0-} ;;
    --dependency=singleton*)
      for task in $(tr ',' ' ' <<<"${word#*singleton}"); do
        [ -e "ended/${task#afterok:}" ] || { echo "no $task" >>wrong && exit 1; }
      done ;;
  esac
done
cat >task.sh
mkdir -p ended
for ((k = 0; k <= last; ++k)); do
  SLURM_ARRAY_TASK_ID=$k sh task.sh || { echo "task $k of $job" >>wrong && exit 1; }
  touch "ended/${job}_$k"
done
echo "$job;cluster"
END

# The program: notes how it was called, and makes the files that it was called for.
cat >build/release/caldera <<'END'
#!/usr/bin/env bash
printf '%s\n' "$*" >>calls
while [ "$1" != --out ]; do
  shift
  [[ $1 != */*.h5 ]] || [ -e "$1" ] || { echo "missing: $1" >>wrong && exit 1; }
done
[ ! -e "$2" ] && [ ! -e "$2_after.h5" ] || exit 0
mkdir -p "$(dirname "$2")"
case $2 in *.h5) touch "$2" ;; *) touch "$2_after.h5" "$2_before.h5" ;; esac
END
chmod +x "$work/bin/sbatch" build/release/caldera
PATH=$work/bin:$PATH

needed=$("$caldera" plan --profile smoke --as list | grep -c $'\tneeded\t')
sh plan.sh >numbers || fail "status $?: $(cat wrong)"
[ ! -e wrong ] || fail "$(cat wrong)"
[ "$(wc -l <calls)" -eq "$needed" ] || fail "$(wc -l <calls) runs, expected $needed"
[ "$(cat numbers)" = "$(seq -s ' ' 101 $((100 + $(wc -l <submitted))))" ] || fail "prints other jobs: $(cat numbers)"
grep -q -e '--data data/mnist' calls || fail "not the folder with the data"
! grep -qv -e '--job-name=caldera-smoke-[0-9]* ' submitted || fail "a job of another name"

mkdir -p cache/fashion-mnist
touch cache/fashion-mnist/images
CALDERA_CACHE=cache sh plan.sh >numbers || fail "a second time: status $?"
[ "$(wc -l <calls)" -eq $((2 * needed + 1)) ] || fail "without the run whose data set has come"
grep -q -e '--data cache/fashion-mnist' calls || fail "not the folder of CALDERA_CACHE"

touch broken
! sh plan.sh >numbers 2>&1 || fail "sbatch fails, and nobody says so"
! bash plan.sh >numbers 2>&1 || fail "sbatch fails, and bash does not say so"
