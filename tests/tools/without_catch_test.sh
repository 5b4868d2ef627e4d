#!/usr/bin/env bash
# Without Catch2 the programs can be configured; the target of the tests and ctest fail.
#
#   without_catch_test.sh COMPILER
set -euo pipefail

tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL
fail() { echo "FAILED: $*" >&2; exit 1; }

cmake -S "$tree" -B "$work/build" -DCMAKE_CXX_COMPILER="$1" -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON \
  >"$work/out" 2>&1 || fail "not configured: $(cat "$work/out")"
cmake --build "$work/build" --target help >"$work/out"
grep -qx '\.\.\. programs' "$work/out" || fail "no programs: $(cat "$work/out")"
if make -C "$work/build/tests" caldera_tests >"$work/out" 2>&1; then fail "the tests are 'built'"; fi
grep -q 'no Catch2 found: install catch2' "$work/out" || fail "not said why: $(cat "$work/out")"
if ctest --test-dir "$work/build" --tests-regex '^Catch2 is there$' >"$work/out" 2>&1; then
  fail "ctest passes without tests"
fi
grep -q 'Catch2 is there' "$work/out" || fail "not said which: $(cat "$work/out")"

# Warnings of a compiler that is newer than this release stop no user.
grep -q '^CALDERA_WERROR:BOOL=OFF$' "$work/build/CMakeCache.txt" || fail "warnings are errors by default"
