#!/usr/bin/env bash
# One digest over {g++, clang++} × {-O0, -O2, -O3} × {scalar, avx2, avx512} × threads {1, 2, 3, 7},
# and, where qemu-user is installed, on other processors. Prints a table; status 1 if any differs.
#
#   tools/verify_bits.sh [JOBS [MNIST]]
#
# Every cell computes what the golden digests pin down (tests/golden/), with fewer steps of training
# and fewer images, and holds it against the golden file. Two things must fail, or this proves
# nothing: a build that may contract a·b + c, and a start with denormals flushed to zero.
set -euo pipefail

jobs=${1:-1}
data=${2:-data/mnist}
cd "$(dirname "$0")/.."
tools/install_dependencies.sh build check
export MAKEFLAGS=--no-print-directory  # not those of the make that called: jobs are counted here
log=build/verify-bits.log

version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
golden=tests/golden/v$version.txt
short=(--data "$data" --check "$golden" --steps 20
       --only gemm elementary sums random ops network training part_data)
shorter=(--data "$data" --check "$golden" --only elementary sums random ops)
whole=(--data "$data" --check "$golden")
failed=0

# build COMPILER LEVEL [CONTRACT]: makes the program `bits`, and names it in $bits.
build() {
  local folder=build/bits-$1$2${3:+-contract-$3}
  bits=$folder/tests/bits
  cmake -S . -B "$folder" -DCMAKE_CXX_COMPILER="$1" -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_CXX_FLAGS="$2" -DCALDERA_FP_CONTRACT="${3:-off}" >"$log"
  cmake --build "$folder" --target bits --parallel "$jobs" >>"$log" 2>&1 ||
    { cat "$log" >&2; exit 2; }
}

# cell COMMAND...: prints the start of the overall digest; what parts, if anything does, is kept.
cell() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  [ "$status" -le 1 ] || { echo "$output" >&2; exit "$status"; }
  printf '  %.12s' "$output"
  [ "$status" -eq 0 ] || { failed=1; printf '%s\n%s\n' "$*" "$output" >>"$log.parted"; }
}

# row TITLE COMMAND...: a cell for each number of threads.
row() {
  printf '%-24s' "$1"
  for threads in 1 2 3 7; do cell "${@:2}" --threads "$threads"; done
  echo
}

# has_path PATH: can this processor run it?
has_path() { "$bits" --only random --overall --simd "$1" >/dev/null 2>&1; }

matrix() {
  printf '%-24s%s\n' "threads" "  1             2             3             7"
  for compiler in g++ clang++; do
    for level in -O0 -O2 -O3; do
      build "$compiler" "$level"
      for path in scalar avx2 avx512; do
        if has_path "$path"; then
          row "$compiler $level $path" "$bits" "${short[@]}" --simd "$path"
        else
          printf '%-24s  not on this processor\n' "$compiler $level $path"
        fi
      done
    done
    printf '%-24s' "$compiler $level, all"
    cell "$bits" "${whole[@]}"
    echo
    if command -v qemu-x86_64 >/dev/null; then
      for cpu in Haswell EPYC-Rome; do
        printf '%-24s' "$compiler $level $cpu"
        cell qemu-x86_64 -cpu "$cpu" "$bits" "${shorter[@]}"
        echo
      done
    fi
  done
}

# must_part WHAT COMMAND...: a command that has to find a difference.
must_part() {
  local output status=0
  output=$("${@:2}" 2>&1) || status=$?
  if [ "$status" -eq 1 ]; then
    printf '%-24s  %.12s  parts, as it must\n' "$1" "$output"
  else
    printf '%-24s  does not part: this check proves nothing\n%s\n' "$1" "$output"
    failed=1
  fi
}

negative_controls() {
  for compiler in g++ clang++; do
    build "$compiler" -O2 fast
    must_part "$compiler contracting" "$bits" "${short[@]}"
  done
}

# A library that sets FTZ and DAZ before main, as some libraries do when they are loaded.
flushing_is_refused() {
  local library=build/flush_denormals.so
  g++ -shared -fPIC -x c++ -o "$library" - <<'END'
#include <xmmintrin.h>
__attribute__((constructor)) static void flush() { _mm_setcsr(_mm_getcsr() | 0x8040); }
END
  if LD_PRELOAD=$PWD/$library "$bits" --only random --overall >"$log" 2>&1; then
    echo "denormals flushed: not refused"
    failed=1
  else
    printf '%-24s  refused: %s\n' "denormals flushed" "$(cat "$log")"
  fi
}

mkdir -p build
rm -f "$log.parted"
matrix
negative_controls
flushing_is_refused
if [ "$failed" -ne 0 ]; then
  echo "verify-bits: FAILED"
  [ ! -e "$log.parted" ] || head -n 20 "$log.parted"
  exit 1
fi
echo "verify-bits: one digest, that of $golden"
