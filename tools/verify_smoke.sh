#!/usr/bin/env bash
# Holds the digests of the smoke profile's runs against the golden ones; status 1 if one parts.
#
#   tools/verify_smoke.sh BUILD MNIST [RESULTS [RUN...]]
#
# RESULTS is the folder that holds smoke/, results if it is not given; with RUN, such as classroom/run.h5,
# only these are compared. The golden file holds what `digest RUNFILE…` printed, below a line that says so.
set -euo pipefail

build=$1 data=$2 results=${3:-results} only=("${@:4}")
version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
golden=tests/golden/v${version}_smoke.txt
parted=0
while read -r expected run; do
  [ "$expected" != "#" ] || continue
  [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " = *" ${run#results/smoke/} "* ]] || continue
  run=$results${run#results}
  found=$("$build/caldera" digest "$run" | cut -d ' ' -f 1)
  if [ "$found" = "$expected" ]; then
    echo "verify-smoke: $run has the digest of $golden"
  else
    echo "verify-smoke: $run: expected $expected ($golden), found $found"
    parted=1
  fi
done <"$golden"
[ "$parted" -eq 1 ] || exit 0
"$build/tests/bits" --data "$data" --environment
"$build/tests/bits" --data "$data" --check "${golden/_smoke/}" || true  # the first step that parts
exit 1
