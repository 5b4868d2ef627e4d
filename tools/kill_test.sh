#!/usr/bin/env bash
# Kills a short origin sweep (kill -9) at random moments, starts it again with other threads, vector
# paths and compilers, and checks that nothing is lost and that the bits stay the same.
#
#   tools/kill_test.sh KILLS SEED FOLDER_WITH_MNIST BUILD...
#
# First a run without interruption gives the reference digest; then runs meet a full disk and a
# folder that can no longer be written. Then kills, of these kinds in turn:
#   any        after a random time: loading, training, measuring
#   segment    as soon as the next segment is there
#   write      as soon as a segment's temporary file is there: writing, syncing, renaming
#   assemble, rename, clean    the same three of a run that has only the last step left
#
# After each kill: every file with a final name is whole, there are no fewer segments than before,
# and the result, once there, stays. After each end: the reference digest, and the result alone in
# its folder. The first thing that is not so ends the test with status 1.
set -euo pipefail
export LC_ALL=C

kills=$1 seed=$2 data=$3
shift 3
builds=("$@")
if ! [[ $kills =~ ^[1-9][0-9]*$ && $seed =~ ^[0-9]+$ ]]; then
  echo "kill test: expected two whole numbers, found '$kills' kills and seed '$seed'" >&2
  exit 2
fi
RANDOM=$seed
digest=("${builds[0]}/caldera" digest)

last_step=3
sweep=(--beta-step 0.03 --beta-max 0.09 --max-epochs 1 --data "$data")
found=$("$(dirname "$0")/simd_paths.sh" "${builds[0]}")
read -ra paths <<<"$found"
fast=("${paths[@]:1}")
[ ${#fast[@]} -gt 0 ] || fast=(scalar)

work=$(mktemp -d)
finish() {
  [ -z "${pid:-}" ] || kill -9 "$pid" 2>/dev/null || true
  umount "$work/disk" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

fail() {
  echo "kill test: FAILED: $*; left behind:" >&2
  ls -AR "$work" >&2
  exit 1
}

# ---- Runs ----------------------------------------------------------------------------------------

# start FOLDER PATH [PREFIX...]: a run in the background, which goes on with what is in FOLDER. Sets
# pid. A shell of its own waits for its end and writes down its status: this one could miss it.
start() {
  local folder=$1
  path=$2 threads=$((1 + RANDOM % 3)) build=${builds[RANDOM % ${#builds[@]}]}
  shift 2
  mkdir -p "$folder"
  rm -f "$work/pid" "$work/status"
  {
    "$@" "$build/caldera" origin_sweep "${sweep[@]}" --out "$folder/sweep.h5" \
      --simd "$path" --threads "$threads" >"$work/out" 2>"$work/err" &
    echo $! >"$work/pid"
    ended=0
    wait $! || ended=$?
    echo $ended >"$work/status.new"
    mv "$work/status.new" "$work/status"
  } 2>/dev/null &
  until [ -s "$work/pid" ]; do sleep 0.001; done
  pid=$(cat "$work/pid")
}

running() { [ ! -e "$work/status" ]; }

# Waits for the end of the run; sets status.
await() {
  while running; do sleep 0.005; done
  status=$(cat "$work/status")
}

# wait_for PATTERN: until such a file is there, or the run has ended.
wait_for() {
  until compgen -G "$1" >/dev/null; do
    running || return 0
    sleep 0.001
  done
}

# sleep_up_to MILLISECONDS
sleep_up_to() {
  local ms=$((RANDOM % $1))
  sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
}

now() { date +%s%3N; }

# ---- Checks --------------------------------------------------------------------------------------

# check_whole FOLDER: files with a final name can be read to the last byte; sets segments.
check_whole() {
  local files=()
  mapfile -t files < <(compgen -G "$1/sweep.h5.segments/step-????.h5")
  segments=${#files[@]}
  [ ! -e "$1/sweep.h5" ] || files+=("$1/sweep.h5")
  [ ${#files[@]} -eq 0 ] || "${digest[@]}" "${files[@]}" >"$work/digests" || fail "a file is damaged"
}

check_result() {
  local found
  found=$("${digest[@]}" "$1/sweep.h5" | cut -d' ' -f1)
  [ "$found" = "$reference" ] || fail "digest $found, expected $reference"
}

# check_ended FOLDER: the run has ended well, and its result is alone.
check_ended() {
  [ "$status" -eq 0 ] || fail "status $status: $(cat "$work/err")"
  check_result "$1"
  [ "$(ls -A "$1")" = sweep.h5 ] || fail "not only the result"
}

# check_refused FOLDER WORDS SEGMENTS: status 2, one line with these words besides what a run that takes
# longer than half a minute says of its progress, that many whole segments and nothing half-written.
check_refused() {
  [ "$status" -eq 2 ] || fail "status $status, expected 2: $(cat "$work/err")"
  [ "$(grep -vc ' since the start, ' "$work/err")" -eq 1 ] || fail "not one line: $(cat "$work/err")"
  grep -q "$2" "$work/err" || fail "expected '$2': $(cat "$work/err")"
  check_whole "$1"
  [ "$segments" -eq "$3" ] || fail "$segments segments, expected $3"
  [ -z "$(find "$1" -name '*.tmp-*')" ] || fail "a temporary is left"
  sed 's/^/  /' "$work/err"
}

finish_run() {
  start "$1" "${fast[RANDOM % ${#fast[@]}]}"
  await
  check_ended "$1"
}

# ---- A full disk, a folder that can no longer be written -----------------------------------------

full_disk() {
  local folder=$work/disk
  mkdir "$folder"
  if ! mount -t tmpfs -o size=1200k none "$folder" 2>/dev/null; then
    echo "full disk: left out, this user cannot mount a small one"
    return
  fi
  echo "full disk after two segments:"
  start "$folder" avx2
  await
  check_refused "$folder" "No space left on device" 2
  mount -o remount,size=8m "$folder"
  finish_run "$folder"
  umount "$folder"
}

# Leaves a run that has only the last step to do.
unwritable_folder() {
  local folder=$work/assembling prefix=()
  [ "$(id -u)" -ne 0 ] || prefix=(setpriv --bounding-set=-dac_override)
  echo "folder without permission to write, in the middle of a run:"
  start "$folder" avx2 "${prefix[@]}"
  wait_for "$folder/sweep.h5.segments/step-0001.h5"
  chmod a-w "$folder"
  await
  chmod u+w "$folder"
  check_refused "$folder" "Permission denied" $((last_step + 1))
}

# ---- Kills ---------------------------------------------------------------------------------------

# kill_run FOLDER KIND PATH
kill_run() {
  local folder=$1 kind=$2 before
  check_whole "$folder"
  before=$segments
  start "$folder" "$3"
  case $kind in
    any) sleep_up_to $((13 * segment_ms / 10)) ;;
    segment) wait_for "$folder/sweep.h5.segments/step-$(printf %04d "$before").h5" ;;
    write) wait_for "$folder/sweep.h5.segments/step-*.tmp-*" ;;
    assemble) sleep_up_to $((11 * assembling_ms / 10)) ;;
    rename) wait_for "$folder/sweep.h5.tmp-*" ;;
    clean) wait_for "$folder/sweep.h5" ;;
  esac
  kill -9 "$pid" 2>/dev/null || true
  await
  if [ "$status" -ne 137 ]; then  # it had ended before
    check_ended "$folder"
    rm -r "$folder"
    return
  fi
  check_whole "$folder"
  if [ -e "$folder/sweep.h5" ]; then
    check_result "$folder"
  else
    [ "$segments" -ge "$before" ] || fail "$before segments before the kill, $segments after it"
  fi
  killed=$((killed + 1))
  count_state "$folder"
  printf 'kill %d of %d  %-8s  %d threads  %-6s  segments %d -> %d  %s\n' "$killed" "$kills" \
    "$kind" "$threads" "$path" "$before" "$segments" "$state"
}

# count_state FOLDER: sets and counts state, what the kill fell into as seen by what it left.
declare -A states=()
count_state() {
  if compgen -G "$1/sweep.h5.segments/*.tmp-*" >/dev/null; then
    state="inside the write of a segment"
  elif compgen -G "$1/sweep.h5.tmp-*" >/dev/null; then
    state="inside the write of the result"
  elif [ -e "$1/sweep.h5" ]; then
    state="after the result"
  else
    state="between writes"
  fi
  states[$state]=$((${states[$state]:-0} + 1))
}

echo "kill test: $kills kills, seed $seed, paths ${paths[*]}"
began=$(now)
start "$work/reference" "${paths[-1]}"
wait_for "$work/reference/sweep.h5.segments/step-0000.h5"
segment_ms=$(($(now) - began))
await
[ "$status" -eq 0 ] || fail "status $status: $(cat "$work/err")"
reference=$("${digest[@]}" "$work/reference/sweep.h5" | cut -d' ' -f1)
check_ended "$work/reference"
echo "digest without interruption: $reference"

full_disk
unwritable_folder
cp -a "$work/assembling" "$work/measured"
began=$(now)
finish_run "$work/measured"
assembling_ms=$(($(now) - began))

killed=0
kill_run "$work/run" segment scalar
kinds=(any write assemble any rename any segment clean any any)
for ((turn = 0; killed < kills; ++turn)); do
  kind=${kinds[turn % ${#kinds[@]}]}
  case $kind in
    any) kill_run "$work/run" any "${paths[RANDOM % ${#paths[@]}]}" ;;
    segment | write) kill_run "$work/run" "$kind" "${fast[RANDOM % ${#fast[@]}]}" ;;
    *)  # waits for a file, as the two above, so not on the slow path
      rm -rf "$work/last"
      cp -a "$work/assembling" "$work/last"
      kill_run "$work/last" "$kind" "${fast[RANDOM % ${#fast[@]}]}"
      [ ! -e "$work/last" ] || finish_run "$work/last"
      ;;
  esac
done
finish_run "$work/run"
for state in "${!states[@]}"; do echo "${states[$state]} kills $state"; done
echo "kill test: passed: the same digest every time, nothing lost"
