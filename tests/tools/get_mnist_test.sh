#!/usr/bin/env bash
# tools/get_mnist.sh, without a network: what it takes from MNIST_DIR and what it refuses.
#
#   get_mnist_test.sh FOLDER_WITH_MNIST       overridden by $CALDERA_MNIST
set -euo pipefail

script=$(dirname "$0")/../../tools/get_mnist.sh
original=${CALDERA_MNIST:-$1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

# accepts FOLDER: the four files arrive in a new cache, and nothing else is left there.
accepts() {
  local cache="$work/cache"
  rm -rf "$cache"
  MNIST_DIR=$1 "$script" "$cache/mnist" || fail "a good folder was refused: $1"
  cmp "$original/train-images-idx3-ubyte" "$cache/mnist/train-images-idx3-ubyte"
  [ "$(ls -A "$cache")" = mnist ] || fail "something was left beside the cache"
  [ "$(ls "$cache/mnist" | wc -l)" -eq 4 ] || fail "not four files"
}

# refuses FOLDER WORDS: status 2, one line that has the words, and nothing put in place.
refuses() {
  local cache="$work/cache" status=0
  rm -rf "$cache"
  MNIST_DIR=$1 "$script" "$cache/mnist" >/dev/null 2>"$work/message" || status=$?
  [ "$status" -eq 2 ] || fail "status $status, expected 2: $2"
  [ "$(wc -l <"$work/message")" -eq 1 ] || fail "not one line: $(cat "$work/message")"
  grep -q "$2" "$work/message" || fail "expected '$2', found: $(cat "$work/message")"
  [ -z "$(ls -A "$cache")" ] || fail "something was put in place: $2"
}

accepts "$original"

cp -rL "$original" "$work/mnist"  # files even where they are links: what follows damages them
gzip "$work/mnist/train-labels-idx1-ubyte"
accepts "$work/mnist"

truncate -s 20000 "$work/mnist/train-labels-idx1-ubyte.gz"
refuses "$work/mnist" "damaged gzip"
rm "$work/mnist/train-labels-idx1-ubyte.gz"
refuses "$work/mnist" "found neither"
cp "$original/train-labels-idx1-ubyte" "$work/mnist/"
printf '\1' | dd of="$work/mnist/t10k-images-idx3-ubyte" bs=1 seek=1000 conv=notrunc status=none
refuses "$work/mnist" "wrong checksum: t10k-images-idx3-ubyte"
refuses "$work/nowhere" "found neither"

# A good cache is left alone: the same file, not a copy of it, afterwards.
accepts "$original"
before=$(stat -c %i "$work/cache/mnist/t10k-labels-idx1-ubyte")
MNIST_DIR='' "$script" "$work/cache/mnist"
MNIST_DIR=$original "$script" "$work/cache/mnist"
[ "$(stat -c %i "$work/cache/mnist/t10k-labels-idx1-ubyte")" = "$before" ] || fail "cache rewritten"
