#!/usr/bin/env bash
# Kills the programs behind the runs of PROFILE=smoke (kill -9) at random moments and starts them
# again with other threads and vector paths; what comes out in the end must have the digest of the run
# that was not killed.
#
#   tools/kill_studies.sh KILLS SEED FOLDER_WITH_MNIST BUILD [PART]
#
# Runs have one thread, so two such scripts share out the programs: PART 0 and 1, each every other one.
# `make reproduce PROFILE=smoke` comes first: it leaves the runs to compare with. Each program is
# killed KILLS times. After each kill every file with a final name must be whole. tools/kill_test.sh
# does the same to the origin sweep, and more.
set -euo pipefail
export LC_ALL=C

kills=$1 seed=$2 data=$3 build=$4 part=${5:-both}
if [ "$part" = both ]; then
  "$0" "$@" 0 & first=$!
  "$0" "$@" 1 & second=$!
  failed=0
  wait "$first" || failed=1
  wait "$second" || failed=1
  [ "$failed" -eq 1 ] || echo "kill studies: passed"
  exit "$failed"
fi
RANDOM=$((seed + part))
smoke=results/smoke
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "kill studies: FAILED: $*" >&2; exit 1; }

paths=(scalar avx2)
grep -qw avx512f /proc/cpuinfo && grep -qw avx512vl /proc/cpuinfo && paths+=(avx512)

# other_ways: options that must not change a bit.
other_ways() {
  echo "--threads $((1 + RANDOM % 3)) --simd ${paths[RANDOM % ${#paths[@]}]}"
}

digest_of() { "$build/caldera" digest "$1" | cut -d ' ' -f 1; }
now() { date +%s%3N; }

# check FILE OUT COMMAND...: FILE is where the run lies under results/smoke; the command, which ends with
# --out, writes it anew below the work folder.
check() {
  local run=$1 out=$2 command=("${@:3}") expected took
  [ -e "$smoke/$run" ] ||
    { echo "kill studies: no $smoke/$run: make reproduce PROFILE=smoke first" >&2; exit 2; }
  expected=$(digest_of "$smoke/$run")
  mkdir -p "$(dirname "$work/whole/$run")" "$(dirname "$work/$run")"
  took=$(now)
  "$build/caldera" "${command[@]}" "$work/whole/$out" >/dev/null
  took=$(($(now) - took))
  [ "$(digest_of "$work/whole/$run")" = "$expected" ] || fail "$run is not the run it was"
  for ((kill = 1; kill <= kills; ++kill)); do
    # shellcheck disable=SC2046
    "$build/caldera" "${command[@]}" "$work/$out" $(other_ways) >/dev/null 2>&1 &
    local pid=$! ms=$((RANDOM % took))
    sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    find "$work/$(dirname "$run")" -name '*.h5' -exec "$build/caldera" digest {} + \
      >/dev/null || fail "$run: a file is damaged"
  done
  # shellcheck disable=SC2046
  "$build/caldera" "${command[@]}" "$work/$out" $(other_ways) >/dev/null
  [ "$(digest_of "$work/$run")" = "$expected" ] || fail "$run has another digest after $kills kills"
  [ -z "$(find "$work/$(dirname "$run")" -name '*.tmp-*' -o -name '*.segments' -o -name '*.aside-*')" ] ||
    fail "$run left something behind"
  echo "kill studies: $run: $kills kills in a run of $((took / 1000)) s, the same digest"
}

# The last planned run of each verb.
plan=$("$build/caldera" plan --profile smoke --as list)
mapfile -t runs < <(grep -v $'\toptional\t' <<<"$plan" |
  awk -F '\t' '{ split($4, words, " "); last[words[1]] = $0 } END { for (verb in last) print last[verb] }' |
  sort)
for ((number = part; number < ${#runs[@]}; number += 2)); do
  IFS=$'\t' read -r files _ dataset command <<<"${runs[number]}"
  read -r -a words <<<"$command"
  out=${words[-1]#"$smoke/"}
  words=("${words[@]:0:${#words[@]}-2}" --profile smoke)
  [ "$dataset" = none ] || words+=(--data "$data")
  check "${files%% *}" "$out" "${words[@]}" --out
done
