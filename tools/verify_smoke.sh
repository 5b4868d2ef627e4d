#!/usr/bin/env bash
# Holds the digest of the smoke profile's run against the golden one; status 1 if it parts.
#
#   tools/verify_smoke.sh BUILD RUNFILE MNIST
#
# The golden file is what `digest RUNFILE` printed, with a line above that says so.
set -euo pipefail

build=$1 run=$2 data=$3
version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
golden=tests/golden/v${version}_smoke.txt
expected=$(sed -n '$s/ .*//p' "$golden")
found=$("$build/experiments/digest" "$run" | cut -d ' ' -f 1)
if [ "$found" = "$expected" ]; then
  echo "verify-smoke: $run has the digest of $golden"
  exit
fi
echo "verify-smoke: $run: expected $expected ($golden), found $found"
"$build/tests/bits" --data "$data" --environment
"$build/tests/bits" --data "$data" --check "${golden/_smoke/}" || true  # the first step that parts
exit 1
