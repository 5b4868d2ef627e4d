#!/usr/bin/env bash
# The example of docs/digests.md: another project holds an HDF5 file against a list of digests, by the
# CMake lines that the text shows.
#
#   digest_cmake_test.sh CALDERA SOURCE_FOLDER
set -euo pipefail

caldera=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir "$work/heat" "$work/build"
sed -n '/^```cmake CMakeLists.txt$/,/^```$/p' "$source/docs/digests.md" | sed '1d;$d' >"$work/heat/CMakeLists.txt"
[ "$(wc -l <"$work/heat/CMakeLists.txt")" -eq 5 ] || fail "not five lines in docs/digests.md"
cp "$source/tests/fuzz/corpus/model/mlp_float" "$work/build/heat.h5"

configure() {
  cmake -S "$work/heat" -B "$work/build" -Dcaldera_DIR="$(dirname "$caldera")" "$@" >"$work/said" 2>&1
}
# answers STATUS: what ctest ends with.
answers() {
  local status=0
  ctest --test-dir "$work/build" --output-on-failure >"$work/said" 2>&1 || status=$?
  [ "$status" -eq "$1" ] || { cat "$work/said" >&2; fail "status $status"; }
}

! configure -DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF -DCMAKE_MAKE_PROGRAM="$(command -v make)" || fail "no program, and no error"
grep -q "no program caldera" "$work/said" || fail "$(cat "$work/said")"
rm -r "$work/build/CMakeCache.txt"
configure -DCALDERA_PROGRAM="$caldera" || fail "$(cat "$work/said")"

answers 8  # no list yet
(cd "$work/build" && "$caldera" digest --ignore /log heat.h5) >"$work/heat/golden.txt"
answers 0
sed -i 's/^./x/' "$work/heat/golden.txt"
answers 8
(cd "$work/build" && "$caldera" digest --ignore /@layers heat.h5) >"$work/heat/golden.txt"
answers 8
grep -q "heat.h5: expected [0-9a-f]*, found [0-9a-f]*" "$work/said" || fail "$(cat "$work/said")"
