#!/usr/bin/env bash
# All tests again with clang++, plain and under the sanitizers, and under these the studies' programs at
# smoke size, whose digests must be the golden ones; at last altered inputs. `make check` has run g++ before.
#
#   tools/check.sh JOBS
set -euo pipefail

jobs=${1:-1}
cd "$(dirname "$0")/.."
tools/install_dependencies.sh check
export MAKEFLAGS=--no-print-directory  # not those of the make that called: jobs are counted here

# clang's OpenMP library is not compiled for ThreadSanitizer, which therefore does not see its
# threads wait for each other and would call every parallel loop a race. Archer, a part of that
# library, tells it; inside the library itself nothing is to be reported.
archer=$(clang++ -print-resource-dir)/../../libarcher.so
[ -e "$archer" ] || { echo "check: no Archer at $archer: install libomp-dev" >&2; exit 2; }
export OMP_TOOL_LIBRARIES=$archer
export TSAN_OPTIONS=ignore_noninstrumented_modules=1
export LSAN_OPTIONS="suppressions=\"$PWD/tools/leaks_of_libraries.txt\""  # in quotes: it may have a blank

# Both sanitizers reserve terabytes of addresses, and die of a limit on them. ThreadSanitizer keeps notes
# in a file of its own, and dies of a limit on the size of files.
declare -A cannot_run=([clang]='^$' [asan]='limit on addresses' [tsan]='limit on (addresses|the size of files)')

for preset in clang asan tsan; do
  echo "== $preset"
  cmake --preset "$preset" >/dev/null
  cmake --build "build/$preset" --parallel "$jobs"
  ctest --test-dir "build/$preset" --output-on-failure --parallel "$jobs" \
    --exclude-regex "${cannot_run[$preset]}"
done

echo "== the studies under AddressSanitizer and UBSan"
make verdict PROFILE=smoke PRESET=asan JOBS="$jobs"
make verify-smoke PROFILE=smoke PRESET=asan JOBS="$jobs"

# Those with threads of their own, and one of each way to share work between threads.
echo "== studies with two threads under ThreadSanitizer"
threaded=(monitoring/watched_sweep.h5 monitoring/learning_rates.h5 generalisation/cnn.h5 theory/complexity.h5)
make PROFILE=smoke PRESET=tsan JOBS="$jobs" RUN_OPTIONS="--threads 2" \
  "${threaded[@]/#/build/tsan/results/smoke/}"
tools/verify_digests.sh smoke build/tsan "$CALDERA_MNIST" build/tsan/results "${threaded[@]}"

echo "== altered inputs"
make fuzz RUNS=20000 TARGETS="csv idx images numbers options rules" JOBS="$jobs"
make fuzz RUNS=2000 TARGETS="model run segments built" JOBS="$jobs"  # HDF5 takes a hundred times as long
