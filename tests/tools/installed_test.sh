#!/usr/bin/env bash
# The libraries as others use them. Against the Debian packages, each of examples/ is built and run, and a
# removal leaves nothing behind; taken in by a C++17 project (FetchContent), they let it inherit nothing but
# include paths, C++20 and OpenMP.
#
#   installed_test.sh SOURCE_FOLDER BUILD_FOLDER COMPILER
set -euo pipefail

source=$1 build=$2 compiler=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MAKELEVEL
fail() { echo "FAILED: $*"; exit 1; }
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; fail "$*"; }; }

# as_user FOLDER BUILD [OPTION...]: configures a user's project.
as_user() { quietly cmake -S "$1" -B "$2" -DCMAKE_CXX_COMPILER="$compiler" "${@:3}"; }

# ---- The packages, in a folder with a package database of its own -------------------------------

quietly cpack --config "$build/CPackConfig.cmake" -B "$work/packages"
packages=("$work"/packages/caldera_*.deb "$work"/packages/libcaldera-dev_*.deb)
root=$work/root
mkdir -p "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/info"
touch "$root/var/lib/dpkg/status"
# What they depend on is of the real system, not of this folder. Only root may install.
in_root() { quietly dpkg --root="$root" --force-depends --force-bad-path --log=/dev/null "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  in_root --install "${packages[@]}"
else
  for package in "${packages[@]}"; do dpkg-deb --extract "$package" "$root"; done
fi
[ "$("$root/usr/bin/caldera" digest --help | head -1)" = "$("$build/caldera" digest --help | head -1)" ] ||
  fail "the program of the package is not the one that was built"
for example in objective op model; do
  as_user "$source/examples/$example" "$work/$example" -DCMAKE_PREFIX_PATH="$root/usr"
  quietly cmake --build "$work/$example"
  echo "== $example"
  "$work/$example/$example" || fail "example $example"
done
as_user "$source/examples/digests" "$work/digests" -DCMAKE_PREFIX_PATH="$root/usr" -DCALDERA_PROGRAM="$root/usr/bin/caldera"
quietly cmake --build "$work/digests"
quietly ctest --test-dir "$work/digests" --output-on-failure
if [ "$(id -u)" -eq 0 ]; then
  in_root --purge caldera libcaldera-dev
  left=$(find "$root" -path "$root/var" -prune -o ! -type d -print)
  [ -z "$left" ] || fail "a removal leaves behind: $left"
fi

# ---- Taken into another project -------------------------------------------------------------------

mkdir "$work/user"
cat >"$work/user/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.20)
project(user LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 17)
include(FetchContent)
FetchContent_Declare(caldera SOURCE_DIR "$source")
FetchContent_MakeAvailable(caldera)
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
grep -rq -- '-O3' "$work/user/build/_deps/caldera-build/autograd/CMakeFiles/caldera_autograd.dir/flags.make" ||
  fail "without a build type the engine is not optimised"
[ "$(cmake --build "$work/user/build" --target help | grep -c 'caldera\|bench\|study\|golden')" -le 12 ] ||
  fail "targets are inherited: $(cmake --build "$work/user/build" --target help)"
[ "$(ctest --test-dir "$work/user/build" -N 2>&1 | grep -c 'Test *#')" = 0 ] || fail "tests are inherited"
