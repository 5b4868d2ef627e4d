#!/usr/bin/env bash
# Fuzzes every reader of input from outside (tests/fuzz/targets.h) under AddressSanitizer and UBSan.
#
#   tools/fuzz.sh RUNS [JOBS [SEED [TARGET...]]]     RUNS inputs for each target, JOBS targets at a time;
#                                                    another SEED: other inputs
#
# A target ends at its first finding: an input at which it crashes, a sanitizer reports, or memory or
# time run out. Findings are kept in build/fuzz/findings, and the status is then 1. Once mended, a
# finding moves to tests/fuzz/corpus/<target>, where the tests see it. Inputs that reached new code
# are kept in build/fuzz/corpus: the next call goes on from there.
set -euo pipefail

runs=${1:?fuzz: RUNS is missing} jobs=${2:-1} seed=${3:-1}
targets=("${@:4}")
cd "$(dirname "$0")/.."
tools/install_dependencies.sh check
export MAKEFLAGS=--no-print-directory  # not those of the make that called: jobs are counted here
cmake --preset fuzz >/dev/null
cmake --build build/fuzz --parallel "$jobs" --target fuzzers

fuzzers=$PWD/build/fuzz/tests/fuzz inputs=$PWD/tests/fuzz work=$PWD/build/fuzz
[ ${#targets[@]} -gt 0 ] || read -ra targets < <(cd "$fuzzers" && echo fuzz_* | sed 's/fuzz_//g; s/corpus//')
mkdir -p "$work/findings" "$work/logs"

# Inputs pass through files: in memory, where there is such a folder.
shm=/dev/shm
[ -w "$shm" ] || shm=${TMPDIR:-/tmp}
TMPDIR=$(mktemp -d "$shm/caldera-fuzz-XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
interrupted=72  # libFuzzer's status then
# More memory than this at once is a finding. The rest is for speed.
export ASAN_OPTIONS=max_allocation_size_mb=64:quarantine_size_mb=8:malloc_context_size=4
export LSAN_OPTIONS="suppressions=\"$PWD/tools/leaks_of_libraries.txt\":print_suppressions=0"

# Leaks are looked for once, at the end: after each input it takes longer than all else.
#
# fuzz TARGET: one line of what came of it; the rest is in the log.
fuzz() {
  set -o pipefail
  local target=$1 dictionary=$inputs/dictionaries/$1 log=$work/logs/$1.txt found=0
  case $target in model | run | segments) dictionary=$inputs/dictionaries/hdf5 ;; esac
  local options=(-runs="$runs" -seed="$seed" -timeout=20 -rss_limit_mb=2048 -detect_leaks=0 -print_final_stats=1
    -artifact_prefix="$work/findings/$target-")
  [ ! -e "$dictionary" ] || options+=(-dict="$dictionary")
  mkdir -p "$work/corpus/$target"
  "$fuzzers/fuzz_$target" "${options[@]}" "$work/corpus/$target" "$inputs/corpus/$target" 2>&1 |
    grep -av --line-buffered -e 'it is made again$' -e 'is moved aside as' >"$log" || found=$?
  local count rate
  count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  if [ "$found" = 0 ]; then
    echo "$target: $count inputs, $rate a second, nothing found"
  elif [ "$found" = "$interrupted" ]; then
    echo "$target: stopped after $count inputs, $rate a second, nothing found until then"
  else
    echo "$target: FOUND after ${count:-?} inputs: $(grep -m1 -E 'ERROR|SUMMARY|runtime error' "$log" || tail -1 "$log")"
    grep -o "$work/findings/.*" "$log" | head -1
  fi
  return "$found"
}
export -f fuzz
export fuzzers inputs work runs seed interrupted

status=0
printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -I{} bash -c 'fuzz {}' || status=1
exit "$status"
