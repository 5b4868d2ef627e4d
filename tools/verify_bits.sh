#!/usr/bin/env bash
# One digest over {g++, clang++} × {-O0, -O2, -O3} × {scalar, avx2, avx512} × threads {1, 2, 3, 7},
# and, where qemu-user and cross compilers are installed, on other x86-64, on aarch64, riscv64 and
# ppc64le. Prints a table; status 1 if any parts.
#
#   tools/verify_bits.sh [JOBS [MNIST [aarch64|riscv64|ppc64le...]]]
#
# With names of processors, these only; then what they need is installed.
#
# Every cell computes what the golden digests pin down (tests/golden/), but for the longest, and is
# held against the golden file. What must fail, or this proves nothing: builds that may contract
# a·b + c, with either compiler, and a start with denormals flushed to zero; and compiling for a
# big-endian processor, or for one without a fused multiply-add.
set -euo pipefail

jobs=${1:-1}
data=${2:-data/mnist}
only=("${@:3}")
for processor in "${only[@]}"; do
  [[ "$processor" =~ ^(aarch64|riscv64|ppc64le)$ ]] ||
    { echo "verify-bits: processor: expected aarch64, riscv64 or ppc64le, found '$processor'" >&2; exit 2; }
done
cd "$(dirname "$0")/.."
tools/install_dependencies.sh build "$([ ${#only[@]} -eq 0 ] && echo check || echo verify)"
export MAKEFLAGS=--no-print-directory  # not those of the make that called: jobs are counted here
mkdir -p build
work=$(mktemp -d build/verify-bits.XXXXXX)
trap 'rm -rf "$work"' EXIT

version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
golden=tests/golden/v$version.txt
what=(--data "$data" --check "$golden" --steps 20
      --only gemm elementary sums random ops network training part_data probes)

# make_bits SOURCE FOLDER COMPILER LEVEL [OPTION...]: makes the program `bits`.
make_bits() {
  { cmake -S "$1" -B "$2" -DCMAKE_CXX_COMPILER="$3" -DCMAKE_BUILD_TYPE=None \
      -DCMAKE_CXX_FLAGS="$4" "${@:5}" &&
    cmake --build "$2" --target bits --parallel "$jobs"; } >"$work/build" 2>&1 ||
    { cat "$work/build" >&2; exit 2; }
}

# build COMPILER LEVEL [CONTRACT]: the same for this machine; names it in $bits.
build() {
  local folder=build/bits-$1$2${3:+-contract-$3}
  bits=$folder/tests/bits
  make_bits . "$folder" "$1" "$2" -DCALDERA_FP_CONTRACT="${3:-off}"
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

# foreign NAME GNU_NAME PATH...: a cell for each path of another processor, on two threads: the emulator
# takes its time. Makes the program, $bits, to be started by ${emulate[@]}. Status 1 if it cannot be made or
# run here, or was not asked for.
foreign() {
  [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]] || return
  local compiler=$2-linux-gnu-g++ folder=build/bits-$1
  emulate=("qemu-$1" -L "/usr/$2-linux-gnu")
  if ! command -v "$compiler" >/dev/null || ! command -v "qemu-$1" >/dev/null; then
    printf '%-22s  left out: needs %s and qemu-%s (make deps GROUPS=verify)\n' "$1" "$compiler" "$1"
    return 1
  fi
  bits=$folder/bits
  make_bits tests/foreign "$folder" "$compiler" -O2 -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR="$1"
  local path
  for path in "${@:3}"; do
    compute "$1" "${emulate[@]}" "$bits" --simd "$path" --threads 2
    printf '%-22s%14s' "$1 g++ -O2 $path" ''
    show "$1"
    echo
  done
}

rows_of_foreign() {
  if foreign aarch64 aarch64 scalar neon; then
    flushing_is_refused "aarch64, flushing" aarch64-linux-gnu-g++ "${emulate[@]}" -E
    refused_by_compiler "aarch64, big-endian" little-endian aarch64-linux-gnu-g++ -mbig-endian
  fi
  foreign riscv64 riscv64 scalar || true
  foreign ppc64le powerpc64le scalar || true
}

# refused_by_compiler WHAT SAID COMPILER...: the one file that says what the arithmetic needs.
refused_by_compiler() {
  if "${@:3}" -std=c++20 -fsyntax-only autograd/arithmetic/arithmetic.cpp >"$work/refusal" 2>&1 ||
      ! grep -q "#error .*$2" "$work/refusal"; then
    printf '%-22s  not refused\n' "$1"
    touch "$work/unseen"
  else
    printf '%-22s  refused: %s\n' "$1" "$(sed -n 's/.*#error "\(.*\)"/\1/p' "$work/refusal" | head -n 1)"
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

# A library that flushes denormals before main, as some libraries do when they are loaded. COMMAND sets
# a variable of the environment, and starts $bits.
flushing_is_refused() {  # TITLE COMPILER COMMAND...
  "$2" -shared -fPIC -x c++ -o "$work/flush.so" - <<'END'
#ifdef __x86_64__
#include <xmmintrin.h>
__attribute__((constructor)) static void flush() { _mm_setcsr(_mm_getcsr() | 0x8040); }
#else
__attribute__((constructor)) static void flush() {
  __builtin_aarch64_set_fpcr64(__builtin_aarch64_get_fpcr64() | 1 << 24);
}
#endif
END
  if "${@:3}" LD_PRELOAD="./$work/flush.so" "$bits" --only random --overall >/dev/null 2>"$work/refusal" ||
      ! grep -q "denormals flushed" "$work/refusal"; then
    printf '%-22s  not refused\n' "$1"
    touch "$work/unseen"
  else
    printf '%-22s  refused: %s\n' "$1" "$(cat "$work/refusal")"
  fi
}

printf '%-22s  %-12s  %-12s  %-12s  %-12s\n' "" "1 thread" "2 threads" "3 threads" "7 threads"
if [ ${#only[@]} -eq 0 ]; then
  for compiler in g++ clang++; do
    for level in -O0 -O2 -O3; do rows_of_build "$compiler" "$level"; done
    rows_of_processors "$compiler" -O3
  done
  for compiler in g++ clang++; do contracting_parts "$compiler"; done
  flushing_is_refused "denormals flushed" g++ env
  refused_by_compiler "no fused multiply-add" "fused multiply-add" g++ -march=x86-64
fi
rows_of_foreign

if [ -e "$work/parted" ]; then
  echo "verify-bits: FAILED: $(sort -u "$work/digests" | wc -l) digests; the first that parts:"
  cat "$work/parted"
  exit 1
elif [ -e "$work/unseen" ]; then
  echo "verify-bits: FAILED: what has to fail did not"
  exit 1
elif [ ! -e "$work/digests" ]; then
  echo "verify-bits: FAILED: nothing was computed"
  exit 1
fi
echo "left out: full_data, signals, and training after its 20th step"
echo "verify-bits: $(wc -l <"$work/digests") cells, one digest, that of $golden:"
sort -u "$work/digests"
