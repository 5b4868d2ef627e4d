# shellcheck shell=bash disable=SC2154
# What the tests of get_mnist.sh and get_fashion_mnist.sh have in common, none of which needs a
# network. They source it, having set
#
#   script     the script to test
#   variable   the name of the variable that names a folder to take the files from
#   delivered  how many files a good cache has
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

# run FOLDER DESTINATION: the script with its variable set to FOLDER.
run() { env "$variable=$1" "$script" "$2"; }

# accepts FOLDER: its files arrive in a new cache, and nothing else is left there.
accepts() {
  local cache="$work/cache"
  rm -rf "$cache"
  run "$1" "$cache/data" || fail "a good folder was refused: $1"
  cmp "$original/train-images-idx3-ubyte" "$cache/data/train-images-idx3-ubyte"
  [ "$(ls -A "$cache")" = data ] || fail "something was left beside the cache"
  [ "$(ls "$cache/data" | wc -l)" -eq "$delivered" ] || fail "not $delivered files"
}

# refuses FOLDER WORDS: status 2, one line that has the words, and nothing put in place.
refuses() {
  local cache="$work/cache" status=0
  rm -rf "$cache"
  run "$1" "$cache/data" >/dev/null 2>"$work/message" || status=$?
  [ "$status" -eq 2 ] || fail "status $status, expected 2: $2"
  [ "$(wc -l <"$work/message")" -eq 1 ] || fail "not one line: $(cat "$work/message")"
  grep -q "$2" "$work/message" || fail "expected '$2', found: $(cat "$work/message")"
  [ -z "$(ls -A "$cache")" ] || fail "something was put in place: $2"
}

# check_folders ORIGINAL: what the script makes of a folder with the right files, and of what can
# be wrong with one.
check_folders() {
  original=$1
  accepts "$original"

  cp -rL "$original" "$work/given"  # files even where they are links: what follows damages them
  gzip "$work/given/train-labels-idx1-ubyte"
  accepts "$work/given"

  # As some programs unpack them.
  mv "$work/given/t10k-images-idx3-ubyte" "$work/given/t10k-images.idx3-ubyte"
  accepts "$work/given"
  mv "$work/given/t10k-images.idx3-ubyte" "$work/given/T10K.bin"
  refuses "$work/given" "found neither; it has T10K.bin"
  mv "$work/given/T10K.bin" "$work/given/t10k-images-idx3-ubyte"

  truncate -s 50 "$work/given/train-labels-idx1-ubyte.gz"
  refuses "$work/given" "damaged gzip"
  rm "$work/given/train-labels-idx1-ubyte.gz"
  refuses "$work/given" "found neither"
  cp "$original/train-labels-idx1-ubyte" "$work/given/"
  printf '\1' | dd of="$work/given/t10k-images-idx3-ubyte" bs=1 seek=1000 conv=notrunc status=none
  refuses "$work/given" "wrong checksum: t10k-images-idx3-ubyte"
  refuses "$work/nowhere" "found neither"

  # A good cache is left alone: the same file, not a copy of it, afterwards.
  accepts "$original"
  local before
  before=$(stat -c %i "$work/cache/data/t10k-labels-idx1-ubyte")
  run '' "$work/cache/data"
  run "$original" "$work/cache/data"
  [ "$(stat -c %i "$work/cache/data/t10k-labels-idx1-ubyte")" = "$before" ] || fail "cache rewritten"
}
