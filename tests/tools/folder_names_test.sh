#!/usr/bin/env bash
# The Makefile in folders with awkward names: the data arrive in a cache with such a name, the runs are
# told of it, and what CMake cannot build in is refused in one line.
#
#   folder_names_test.sh FOLDER_WITH_MNIST CALDERA       the folder is overridden by $CALDERA_MNIST
set -euo pipefail

tree=$(cd "$(dirname "$0")/../.." && pwd)
mnist=$(realpath "${CALDERA_MNIST:-$1}")
caldera=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL CALDERA_CACHE CALDERA_MNIST CALDERA_FASHION_MNIST
export DEPS=skip MNIST_DIR=$mnist
fail() { echo "FAILED: $*" >&2; exit 1; }

# clone NAME: a folder of that name with what make reads.
clone() {
  mkdir -p "$work/$1/build/release"
  cp -r "$tree/Makefile" "$tree/tools" "$work/$1"
  ln -s "$caldera" "$work/$1/build/release/caldera"
}

name="it's a \$name, 5 % (of) & more"
clone "$name"
cd "$work/$name"
make data >/dev/null || fail "make data in: $name"
cmp "$mnist/t10k-labels-idx1-ubyte" data/mnist/t10k-labels-idx1-ubyte
make -n reproduce PROFILE=smoke >"$work/commands" || fail "make reproduce in: $name"
grep -q 'pathfinder .* --data "\$CALDERA_MNIST"' "$work/commands" || fail "no data for: $name"
export CALDERA_CACHE="$work/$name #1; \"cache\""
make data >/dev/null || fail "make data, cache: $CALDERA_CACHE"
cmp "$mnist/t10k-labels-idx1-ubyte" "$CALDERA_CACHE/mnist/t10k-labels-idx1-ubyte"

for name in 'a"b' 'a;b' 'a#b' 'a:b' 'a\b' 'a[b]' 'a<b'; do
  clone "$name"
  if make -C "$work/$name" --no-print-directory data >"$work/out" 2>"$work/err"; then
    fail "not refused: $name"
  fi
  [ "$(wc -l <"$work/err")" -eq 1 ] || fail "not one line: $(cat "$work/err")"
  grep -q "the folder's name" "$work/err" || fail "refused for another reason: $(cat "$work/err")"
done
