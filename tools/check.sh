#!/usr/bin/env bash
# All tests again with clang++, plain and under the sanitizers. `make check` has run g++ before.
#
#   tools/check.sh JOBS
set -euo pipefail

jobs=${1:-1}
cd "$(dirname "$0")/.."
tools/install_dependencies.sh check
export MAKEFLAGS=--no-print-directory  # not those of the make that called: jobs are counted here
for preset in clang asan tsan; do
  echo "== $preset"
  cmake --preset "$preset" >/dev/null
  cmake --build "build/$preset" --parallel "$jobs"
  ctest --test-dir "build/$preset" --output-on-failure --parallel "$jobs"
done
