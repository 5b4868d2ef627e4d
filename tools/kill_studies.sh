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

first=$smoke/origin_sweep/seed1.h5 second=$smoke/minima/seed2.h5
ends=(--start "$first" --start-point 0 --reference "$second" --reference-point 0)

paths=(scalar avx2)
grep -qw avx512f /proc/cpuinfo && grep -qw avx512vl /proc/cpuinfo && paths+=(avx512)

# other_ways: options that must not change a bit.
other_ways() {
  echo "--threads $((1 + RANDOM % 3)) --simd ${paths[RANDOM % ${#paths[@]}]}"
}

digest_of() { "$build/caldera" digest "$1" | cut -d ' ' -f 1; }
now() { date +%s%3N; }

# check NAME OUT COMMAND...: `OUT` is where the run lies under results/smoke; the command writes it
# anew below the work folder.
number=0
check() {
  local name=$1 out=$2 expected took
  shift 2
  [ $((number++ % 2)) -eq "$part" ] || return 0
  [ -e "$smoke/$out" ] ||
    { echo "kill studies: no $smoke/$out: make reproduce PROFILE=smoke first" >&2; exit 2; }
  expected=$(digest_of "$smoke/$out")
  mkdir -p "$(dirname "$work/whole/$out")" "$(dirname "$work/$out")"
  took=$(now)
  "$build/caldera" "$name" "$@" --profile smoke --out "$work/whole/${out%_after.h5}" >/dev/null
  took=$(($(now) - took))
  [ "$(digest_of "$work/whole/$out")" = "$expected" ] || fail "$out is not the run it was"
  for ((kill = 1; kill <= kills; ++kill)); do
    # shellcheck disable=SC2046
    "$build/caldera" "$name" "$@" --profile smoke --out "$work/${out%_after.h5}" $(other_ways) \
      >/dev/null 2>&1 &
    local pid=$! ms=$((RANDOM % took))
    sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    find "$work/$(dirname "$out")" -name '*.h5' -exec "$build/caldera" digest {} + \
      >/dev/null || fail "$name: a file is damaged"
  done
  # shellcheck disable=SC2046
  "$build/caldera" "$name" "$@" --profile smoke --out "$work/${out%_after.h5}" $(other_ways) \
    >/dev/null
  [ "$(digest_of "$work/$out")" = "$expected" ] || fail "$out has another digest after $kills kills"
  [ -z "$(find "$work/$(dirname "$out")" -name '*.tmp-*' -o -name '*.segments')" ] ||
    fail "$name left something behind"
  echo "kill studies: $out: $kills kills in a run of $((took / 1000)) s, the same digest"
}

check hysteresis hysteresis/seed1.h5 --rising "$first" --data "$data"
check transition_checkpoints checkpoints/T4_after.h5 --sweep "$first" --transition 4 --data "$data"
check pathfinder modes/path_to_2.h5 "${ends[@]}" --beta-step 2e-5 --beta-max 2e-4 --subset 3000 \
  --data "$data"
check path_spectrum path_spectrum/to_t4.h5 --path "$smoke/pathfinder/to_t4.h5" --data "$data"
check mode_connectivity modes/curves_to_2.h5 --path "$smoke/modes/path_to_2.h5" "${ends[@]}" \
  --data "$data"
check origin_sweep generalisation/cnn.h5 --case cnn
check basins basins/planes.h5 --sweep "$first" --checkpoints "$smoke/checkpoints" \
  --minimum "$second" --data "$data"
check classroom classroom/run.h5
check curvature_change theory/curvature.h5 --sweep "$first" --data "$data"
check complexity theory/complexity.h5
check linear_cascade theory/linear.h5
check folds theory/folds/T5.h5 --sweep "$first" --transition 5 --data "$data"
check detectors monitoring/detectors.h5
check learning_rates monitoring/learning_rates.h5
check escape monitoring/escape.h5 --start "$first" --data "$data"
check train monitoring/fall.h5 --start "$smoke/checkpoints/T4_before.h5" \
  --beta-of "$smoke/checkpoints/T4_after.h5" --subset 60000 --max-epochs 3 --keep-steps 100 \
  --data "$data"
check slices slices/fall.h5 --model "$smoke/checkpoints/T4_after.h5" --directions pca \
  --trajectory "$smoke/monitoring/fall.h5" --trajectory-point 0 --data "$data"
