#!/usr/bin/env bash
# Full-data passes on ranks of MPI: the digests are those of one process, for 1, 2, 3 and 8 ranks with 1 and 2
# threads each; and when a rank fails or is killed, all end, with one message. One line a cell; status 0 only
# if all are as they should be.
#
#   [CELLS='folds*'] tools/mpi_matrix.sh [BUILD [FOLDER_WITH_MNIST]]      CELLS: these alone
#
# BUILD has CALDERA_MPI=ON; default: build/mpi, as `make programs PRESET=mpi` makes it. What ranks are compared
# with comes from one process that starts no MPI: of the program ONE_PROCESS, which may be of a build without
# MPI, or else of BUILD.
# shellcheck disable=SC2317  # most functions are called by cell
set -euo pipefail
export LC_ALL=C

build=${1:-build/mpi} data=${2:-${CALDERA_MNIST:-data/mnist}}
command -v mpirun >/dev/null || { echo "mpi matrix: no mpirun: make deps GROUPS=ranks" >&2; exit 2; }
[ -x "$build/caldera" ] || { echo "mpi matrix: no $build/caldera: make programs PRESET=mpi" >&2; exit 2; }
program=$(realpath "$build/caldera") data=$(realpath "$data")
one_process=$(realpath "${ONE_PROCESS:-$program}")
work=$(mktemp -d)
. "$(dirname "$0")/ranks_here.sh"
finish() {
  umount "$work/disk" 2>/dev/null || true
  rm -rf "$work" "$session"
}
trap finish EXIT
cd "$work"

failed=0
# cell NAME TEST...: one line.
cell() {
  # shellcheck disable=SC2053  # CELLS is a pattern
  [[ $1 == ${CELLS:-*} ]] || return 0
  if "${@:2}"; then
    echo "ok      $1"
  else
    echo "FAILED  $1"
    sed 's/^/        /' err
    failed=1
  fi
}

# The passes: a block of vectors in float and in double, groups that are empty, accuracies, planes, and
# studies of several steps.
declare -A verb=(
  [spectrum]="probe spectrum --model sweep.h5 --point 1 --subset 9000 --top 3 --tol 0.01"
  [empty]="probe spectrum --model sweep.h5 --point 1 --subset 2300 --top 2 --precision double"
  [trace]="probe trace --model sweep.h5 --point 1 --subset 3000 --relative-error 0.2"
  [curvature]="probe curvature --model sweep.h5 --point 1 --subset 1000 --relative-error 0.5"
  [density]="probe density --model sweep.h5 --point 1 --subset 1000"
  [slices]="slices --model sweep.h5 --model-point 1 --profile smoke --side 5 --images 1000"
  [path_spectrum]="path_spectrum --path sweep.h5 --profile smoke --every 6 --subset 1000 --count 4"
  [curvature_change]="curvature_change --sweep sweep.h5 --profile smoke --every 6 --subset 500"
  [basins]="basins --sweep sweep.h5 --minimum second.h5 --checkpoints checkpoints --profile smoke --side 3 --subset 500"
  [folds]="folds --sweep sweep.h5 --profile smoke --transition 1 --subset 100"
)

# run NAME OUT PREFIX...: the passes of that name, started by the prefix. Sets ended; streams go to out and err.
run() {
  ended=0
  # shellcheck disable=SC2086
  timeout 600 "${@:3}" ${verb[$1]} --data "$data" --out "$2" >out 2>err </dev/null || ended=$?
}

digest_of() { "$one_process" digest "$1" | cut -d ' ' -f 1; }

# is_same NAME: both files are there, that of many ranks alone, and it has the digest of the file of one process.
is_same() {
  [ "$ended" -eq 0 ] && [ -s "$1.one.h5" ] && [ -s "$1.h5" ] && [ "$(digest_of "$1.h5")" = "$(digest_of "$1.one.h5")" ] &&
    [ ! -e "$1.h5.segments" ] && ! compgen -G '*.tmp-*' >err
}

# make_one NAME: what to compare with, by one process, unless it is there.
make_one() {
  if [ ! -e "$1.one.h5" ]; then run "$1" "$1.one.h5" "$one_process"; fi
}

# compare NAME RANKS THREADS
compare() {
  local name=$1 ranks=$2 threads=$3
  make_one "$name"
  rm -f "$name.h5"
  verb[$name]+=" --threads $threads"
  run "$name" "$name.h5" mpirun -n "$ranks" "$program"
  verb[$name]=${verb[$name]% --threads *}
  is_same "$name"
}

# said_once STATUS WORDS: the status of the last run, and one line of caldera's own, which holds the words.
said_once() {
  [ "$ended" -eq "$1" ] && [ "$(grep -c '^caldera ' err)" -eq 1 ] && grep -q "^caldera .*$2" err
}

# Short, but with a transition; the weights beside it; and a second minimum.
short=(--profile smoke --subset 1000 --batch 25 --learning-rate 0.005 --max-epochs 12 --patience 20 --data "$data")
"$one_process" origin_sweep "${short[@]}" --beta-step 0.005 --beta-max 0.1 --out sweep.h5 >out 2>err
"$one_process" origin_sweep "${short[@]}" --seed 2 --beta-max 0 --out second.h5 >out 2>err
mkdir checkpoints
"$one_process" transition_checkpoints --profile smoke --sweep sweep.h5 --transition 1 --data "$data" \
  --out checkpoints/T1 >out 2>err
for k in 2 3 4 5; do  # basins wants five pairs of weights
  for side in before after; do cp "checkpoints/T1_$side.h5" "checkpoints/T${k}_$side.h5"; done
done

for ranks in 1 2 3 8; do
  for threads in 1 2; do
    cell "probe spectrum: $ranks ranks x $threads threads" compare spectrum "$ranks" "$threads"
  done
done
cell "probe spectrum, most groups empty: 3 ranks x 2 threads" compare empty 3 2
cell "probe spectrum, more ranks than groups: 17 ranks x 1 thread" compare empty 17 1
for name in trace curvature density; do
  cell "probe $name: 3 ranks x 2 threads" compare "$name" 3 2
done
for name in slices path_spectrum curvature_change basins; do
  cell "$name: 2 ranks x 2 threads" compare "$name" 2 2
done
cell "folds, of two groups: 2 ranks x 1 thread" compare folds 2 1

# ---- When a rank fails ---------------------------------------------------------------------------

# fails STATUS WORDS COMMAND...: mpirun's arguments, to which data and output are added.
fails() {
  ended=0
  timeout 300 mpirun "${@:3}" >out 2>err </dev/null || ended=$?
  said_once "$1" "$2"
}
ask=(probe trace --point 1 --subset 1000 --relative-error 0.5 --data "$data" --model)

echo "no HDF5" >damaged.h5
cell "a damaged file" fails 2 "cannot open: damaged.h5" -n 3 "$program" "${ask[@]}" damaged.h5

mkdir elsewhere
cell "a file that one rank cannot see" fails 2 "cannot open: sweep.h5" \
  -n 2 "$program" "${ask[@]}" sweep.h5 : -n 1 -wdir "$work/elsewhere" "$program" "${ask[@]}" sweep.h5

cell "ranks with different options" fails 2 "the same step" \
  -n 1 "$program" "${ask[@]}" sweep.h5 : -n 2 "$program" "${ask[@]}" sweep.h5 --seed 2

cell "a program that is not for ranks" fails 2 "expected 1 rank" \
  -n 2 "$program" origin_sweep --profile smoke --data "$data" --out refused.h5

cell "a number that is not finite" fails 3 "finite" \
  -n 3 "$program" probe curvature --point 1 --subset 1000 --beta 1e308 --data "$data" --model sweep.h5

mkdir disk
if mount -t tmpfs -o size=8k none disk 2>/dev/null; then
  cell "a full disk" fails 2 "No space left on device" -n 3 "$program" "${ask[@]}" sweep.h5 --method hutch++ --out disk/x.h5
  cell "a full disk keeps nothing" test -z "$(ls disk)"
else
  echo "left out: a full disk; this user cannot mount a small one"
fi

# ---- When a rank is killed -----------------------------------------------------------------------

# kill_one SIGNAL RANKS: path_spectrum, of which one rank gets the signal when its second step is there.
kill_one() {
  rm -rf path_spectrum.h5 path_spectrum.h5.segments
  # shellcheck disable=SC2086
  mpirun -n "$2" "$program" ${verb[path_spectrum]} --data "$data" --out path_spectrum.h5 >out 2>err </dev/null &
  local pid=$! ranks
  until [ -e path_spectrum.h5.segments/step-0001.h5 ] || ! kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
  mapfile -t ranks < <(pgrep -P "$pid")
  kill -"$1" "${ranks[-1]}" || true
  ended=0
  wait "$pid" || ended=$?
  [ "$ended" -ne 0 ] && [ ! -e path_spectrum.h5 ] && [ -e path_spectrum.h5.segments/step-0001.h5 ]
}

# goes_on RANKS: the same command ends it, to the same bits.
goes_on() {
  make_one path_spectrum
  run path_spectrum path_spectrum.h5 mpirun -n "$1" "$program"
  is_same path_spectrum
}

cell "kill -9 of a rank ends all" kill_one KILL 3
cell "and 2 ranks go on" goes_on 2
cell "SIGTERM of a rank ends all" kill_one TERM 2
cell "and 3 ranks go on" goes_on 3

[ "$failed" -eq 0 ] && echo "mpi matrix: passed"
exit "$failed"
