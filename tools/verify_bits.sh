#!/usr/bin/env bash
# One digest over {g++, clang++} × {-O0, -O2, -O3} × {scalar, avx2, avx512} × threads {1, 2, 3, 7},
# and, where qemu-user is installed, on two other processors. Prints a table; status 1 if any parts.
#
#   tools/verify_bits.sh [JOBS [MNIST]]
#
# Every cell computes what the golden digests pin down (tests/golden/), but for the longest, and is
# held against the golden file. Three things must fail, or this proves nothing: builds that may
# contract a·b + c, with either compiler, and a start with denormals flushed to zero.
set -euo pipefail

jobs=${1:-1}
data=${2:-data/mnist}
cd "$(dirname "$0")/.."
tools/install_dependencies.sh build check
export MAKEFLAGS=--no-print-directory  # not those of the make that called: jobs are counted here
mkdir -p build
work=$(mktemp -d build/verify-bits.XXXXXX)
trap 'rm -rf "$work"' EXIT

version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
golden=tests/golden/v$version.txt
what=(--data "$data" --check "$golden" --steps 20
      --only gemm elementary sums random ops network training part_data probes)

# build COMPILER LEVEL [CONTRACT]: makes the program `bits`, and names it in $bits.
build() {
  local folder=build/bits-$1$2${3:+-contract-$3}
  bits=$folder/tests/bits
  { cmake -S . -B "$folder" -DCMAKE_CXX_COMPILER="$1" -DCMAKE_BUILD_TYPE=None \
      -DCMAKE_CXX_FLAGS="$2" -DCALDERA_FP_CONTRACT="${3:-off}" &&
    cmake --build "$folder" --target bits --parallel "$jobs"; } >"$work/build" 2>&1 ||
    { cat "$work/build" >&2; exit 2; }
}

# compute CELL COMMAND...: leaves the answer (overall digest, report) in $work/CELL, and the status
# in $work/CELL.status: 0 the golden digests, 1 others, anything else an error.
compute() {
  local status=0
  "${@:2}" "${what[@]}" >"$work/$1" 2>"$work/$1.errors" || status=$?
  echo "$status" >"$work/$1.status"
}

# show CELL: prints the start of its digest. The first answer that parts is kept for the end.
show() {
  local status
  status=$(cat "$work/$1.status")
  [ "$status" -le 1 ] || { cat "$work/$1.errors" >&2; exit 2; }
  head -n 1 "$work/$1" >>"$work/digests"
  printf '  %.12s' "$(head -n 1 "$work/$1")"
  [ "$status" -eq 0 ] || [ -e "$work/parted" ] || mv "$work/$1" "$work/parted"
}

# row TITLE COMMAND...: a cell for each number of threads; computed side by side if JOBS allows.
row() {
  local threads
  for threads in 1 2 3 7; do
    compute "$threads" "${@:2}" --threads "$threads" &
    [ "$jobs" -gt 1 ] || wait
  done
  wait
  printf '%-22s' "$1"
  for threads in 1 2 3 7; do show "$threads"; done
  echo
}

# can_run PATH: does this processor have it?
can_run() { "$bits" --only random --overall --simd "$1" >/dev/null 2>&1; }

rows_of_build() {  # COMPILER LEVEL
  build "$1" "$2"
  for path in scalar avx2 avx512; do
    if can_run "$path"; then
      row "$1 $2 $path" "$bits" --simd "$path"
    else
      printf '%-22s  this processor does not have it\n' "$1 $2 $path"
    fi
  done
}

# The program of the last build on processors without AVX-512, so that it has to find its path; and
# on one without AVX2, which must be refused.
rows_of_processors() {  # COMPILER LEVEL
  command -v qemu-x86_64 >/dev/null ||
    { echo "qemu-user is not installed: no other processors (make deps GROUPS=verify)"; return; }
  for cpu in Haswell EPYC-Rome; do
    compute "$cpu" qemu-x86_64 -cpu "$cpu" "$bits" --threads 2
    printf '%-22s%14s' "$1 $2 $cpu" ''
    show "$cpu"
    echo
  done
  if qemu-x86_64 -cpu Nehalem "$bits" --only random --overall >/dev/null 2>"$work/refusal"; then
    printf '%-22s  not refused\n' "$1 $2 Nehalem"
    touch "$work/unseen"
  else  # the last line: qemu itself may warn before
    printf '%-22s  refused: %s\n' "$1 $2 Nehalem" "$(tail -n 1 "$work/refusal")"
  fi
}

# A build that may fuse a·b + c: if its bits were the same, the matrix could not see a difference.
contracting_parts() {  # COMPILER
  build "$1" -O2 fast
  compute contracting "$bits"
  if [ "$(cat "$work/contracting.status")" -eq 1 ]; then
    printf '%-22s  %.12s  parts, as it must: %s\n' "$1 -O2 contracting" \
      "$(cat "$work/contracting")" "$(sed -n 's/^  step //p' "$work/contracting")"
  else
    printf '%-22s  does not part: this check proves nothing\n' "$1 -O2 contracting"
    touch "$work/unseen"
  fi
}

# A library that sets FTZ and DAZ before main, as some libraries do when they are loaded.
flushing_is_refused() {
  g++ -shared -fPIC -x c++ -o "$work/flush.so" - <<'END'
#include <xmmintrin.h>
__attribute__((constructor)) static void flush() { _mm_setcsr(_mm_getcsr() | 0x8040); }
END
  if LD_PRELOAD=./$work/flush.so "$bits" --only random --overall >/dev/null 2>"$work/refusal"
  then
    printf '%-22s  not refused\n' "denormals flushed"
    touch "$work/unseen"
  else
    printf '%-22s  refused: %s\n' "denormals flushed" "$(cat "$work/refusal")"
  fi
}

printf '%-22s  %-12s  %-12s  %-12s  %-12s\n' "" "1 thread" "2 threads" "3 threads" "7 threads"
for compiler in g++ clang++; do
  for level in -O0 -O2 -O3; do rows_of_build "$compiler" "$level"; done
  rows_of_processors "$compiler" -O3
done
for compiler in g++ clang++; do contracting_parts "$compiler"; done
flushing_is_refused

if [ -e "$work/parted" ]; then
  echo "verify-bits: FAILED: $(sort -u "$work/digests" | wc -l) digests; the first that parts:"
  cat "$work/parted"
  exit 1
elif [ -e "$work/unseen" ]; then
  echo "verify-bits: FAILED: what has to fail did not"
  exit 1
fi
echo "verify-bits: $(wc -l <"$work/digests") cells, one digest, that of $golden:"
sort -u "$work/digests"
