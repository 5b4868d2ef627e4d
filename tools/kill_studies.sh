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

found=$("$(dirname "$0")/simd_paths.sh" "$build")
read -ra paths <<<"${found/scalar/}"  # that takes longest, and tools/kill_test.sh has it
[ ${#paths[@]} -gt 0 ] || paths=(scalar)

# other_ways: options that must not change a bit.
other_ways() {
  echo "--threads $((1 + RANDOM % 3)) --simd ${paths[RANDOM % ${#paths[@]}]}"
}

digest_of() { "$build/caldera" digest "$1" | cut -d ' ' -f 1; }
# Seconds that each run took when nothing killed it, at the end of its line.
status=$("$build/caldera" status --results "$smoke" --profile smoke)
milliseconds_of() { awk -v run="$1" '$1 == run && $NF == "s" { print int(1000 * $(NF - 1)) }' <<<"$status"; }

begin_anew() { rm -rf "$work/runs" && mkdir -p "$(dirname "$work/runs/$1")"; }

# check FILE OUT COMMAND...: FILE is where the run lies under results/smoke; the command, which ends with
# --out, writes it anew below the work folder.
check() {
  local run=$1 out=$2 command=("${@:3}") expected took killed=0
  took=$(milliseconds_of "$run")
  [ -n "$took" ] ||
    { echo "kill studies: no $smoke/$run: make reproduce PROFILE=smoke first" >&2; exit 2; }
  expected=$(digest_of "$smoke/$run")
  begin_anew "$run"
  while [ "$killed" -lt "$kills" ]; do
    # shellcheck disable=SC2046
    "$build/caldera" "${command[@]}" "$work/runs/$out" $(other_ways) >/dev/null 2>&1 &
    local pid=$! ms=$((RANDOM % (took + 1))) ended=0
    sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || ended=$?
    find "$work/runs" -name '*.h5' -exec "$build/caldera" digest {} + \
      >/dev/null || fail "$run: a file is damaged"
    case $ended in
      137) killed=$((killed + 1)) ;;
      # The kill came too late: once more from the start, and sooner.
      0) begin_anew "$run" && took=$((took / 2)) ;;
      *) fail "$run ends with status $ended" ;;
    esac
  done
  # shellcheck disable=SC2046
  "$build/caldera" "${command[@]}" "$work/runs/$out" $(other_ways) >/dev/null
  [ "$(digest_of "$work/runs/$run")" = "$expected" ] || fail "$run has another digest after $kills kills"
  [ -z "$(find "$work/runs" -name '*.tmp-*' -o -name '*.segments' -o -name '*.aside-*')" ] ||
    fail "$run left something behind"
  echo "kill studies: $run: killed $kills times, the same digest"
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
