#!/usr/bin/env bash
# The rules of `caldera plan`, with a program that makes empty runs: every run is called each time, behind
# what it needs; a figure is drawn when its last run is new; what is there for FORCE=1 is moved aside.
#
#   planned_runs_test.sh CALDERA
set -euo pipefail

caldera=$(realpath "$1")
tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL CALDERA_CACHE
fail() { echo "FAILED: $*" >&2; exit 1; }

clone="$work/a clone"
mkdir -p "$clone/build/release"
cp -r "$tree/Makefile" "$tree/tools" "$clone"
cd "$clone"
"$caldera" plan --profile smoke --as make >rules.mk

# The program: notes that it was called, and makes the file that it was called for, if it is not there.
cat >build/release/caldera <<'END'
#!/usr/bin/env bash
echo "$*" >>calls
case $1 in figures) echo "drawn" && exit ;; verdict) exit ;; esac
while [ "$1" != --out ]; do
  shift
  [[ $1 != */*.h5 ]] || [ -e "$1" ] || [ "${before:-}" = --out ] || { echo "missing: $1" >>calls && exit 1; }
  before=$1
done
[ ! -e "$2" ] && [ ! -e "$2_after.h5" ] || exit 0
mkdir -p "$(dirname "$2")"
case $2 in *.h5) touch "$2" ;; *) touch "$2_after.h5" "$2_before.h5" ;; esac
END
chmod +x build/release/caldera

# planned TARGET...: what the second make does; the calls are left in the file `calls`.
planned() {
  rm -f calls
  make --no-print-directory CALDERA_RULES=rules.mk PROFILE=smoke "$@" >out 2>err ||
    fail "make $*: $(cat err calls)"
}
calls() { grep -c -e "$1" calls || true; }

planned -j4 runs
[ "$(calls '^origin_sweep .*--profile smoke')" -gt 0 ] || fail "no sweep"
[ "$(calls 'case fashion')" -eq 0 ] || fail "a run without its data set"
runs=$(calls --out)
[ "$(calls '^figures')" -eq "$runs" ] || fail "not a look at the figures for each new run"
[ "$(calls '^verdict .*--partial')" -eq "$runs" ] || fail "the report is not refreshed"

touch -d '2000-01-01' results/smoke/origin_sweep/seed1.h5  # times decide nothing
planned -j4 runs
[ "$(calls --out)" -eq "$runs" ] || fail "runs that are there are not called"
[ "$(calls '^figures')" -eq 0 ] || fail "figures are looked at though nothing is new"

planned figures RUN_OPTIONS="--threads 2" LAUNCH="env LAUNCHED=1"
[ "$(calls 'profile smoke --threads 2')" -eq "$runs" ] || fail "without RUN_OPTIONS"
[ "$(calls '--threads.*--threads')" -eq 0 ] || fail "two numbers of threads"
[ "$(calls '^figures')" -eq 1 ] || fail "make figures does not draw"

planned results/smoke/slices/fall.h5 results/smoke/figures/classroom.svg
[ "$(calls '^transition_checkpoints')" -eq 1 ] || fail "not what one run needs"
[ "$(calls '^classroom')" -eq 1 ] || fail "not what one figure needs"
[ "$(calls '^slices')" -eq 1 ] || fail "more than one run"

tools/move_aside.sh results/smoke >/dev/null
if [ -e results/smoke ] || [ ! -e results/smoke.aside-1/classroom/run.h5 ]; then fail "not moved aside"; fi
mkdir results/smoke
tools/move_aside.sh results/smoke >/dev/null
[ -e results/smoke.aside-2 ] || fail "not moved aside again"
ln -s nowhere results/smoke.aside-3
ln -s nowhere results/smoke
tools/move_aside.sh results/smoke >/dev/null
if [ -L results/smoke ] || [ ! -L results/smoke.aside-4 ]; then fail "a dangling link is in the way"; fi
