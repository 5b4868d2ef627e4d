#!/usr/bin/env bash
# The libraries as others use them: installed, each of examples/ is built against them and run; and taken
# in by a C++17 project, which must inherit nothing but include paths, C++20 and OpenMP.
#
#   installed_test.sh SOURCE_FOLDER BUILD_FOLDER COMPILER
set -euo pipefail

source=$1 build=$2 compiler=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MAKELEVEL
fail() { echo "FAILED: $*"; exit 1; }

# as_user FOLDER BUILD [OPTION...]: configures a user's project.
as_user() {
  cmake -S "$1" -B "$2" -DCMAKE_CXX_COMPILER="$compiler" "${@:3}" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}
make_it() { cmake --build "$1" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

cmake --install "$build" --prefix "$work/usr" --component libcaldera-dev >/dev/null
for example in objective op model; do
  as_user "$source/examples/$example" "$work/$example" -DCMAKE_PREFIX_PATH="$work/usr"
  make_it "$work/$example"
  echo "== $example" && "$work/$example/$example" || fail "example $example"
done

mkdir "$work/user"
cat >"$work/user/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.20)
project(user LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 17)
add_subdirectory("$source" caldera)
add_executable(user main.cpp)
target_link_libraries(user PRIVATE caldera::autograd)
message(STATUS "build type '\${CMAKE_BUILD_TYPE}'")
EOF
echo '#include "caldera/autograd/tape.h"
int main() { caldera::Tape<double> tape; return tape.parameter_count() == 0 ? 0 : 1; }' >"$work/user/main.cpp"
as_user "$work/user" "$work/user/build"
grep -q "build type ''" "$work/log" || fail "the build type is set for the user"
flags=$(grep -hE '^CXX_(FLAGS|DEFINES|INCLUDES)' "$work/user/build/CMakeFiles/user.dir/flags.make")
! grep -E -- '-W|-march|-ffp|-O|-fno' <<<"$flags" || fail "flags are inherited"
[ "$(cmake --build "$work/user/build" --target help | grep -c 'caldera\|bench\|study\|golden')" -le 12 ] ||
  fail "targets are inherited: $(cmake --build "$work/user/build" --target help)"
[ "$(ctest --test-dir "$work/user/build" -N 2>&1 | grep -c 'Test *#')" = 0 ] || fail "tests are inherited"
