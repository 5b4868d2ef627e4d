#!/usr/bin/env bash
# Holds the digests of a profile's runs against the golden ones; status 1 if one parts, if a golden run is
# not planned, or a planned one has no golden digest. Of optional runs, whose data come from one of two
# places if at all, it only says so.
#
#   tools/verify_digests.sh PROFILE BUILD MNIST [RESULTS [RUN...]]
#
# RESULTS is the folder that holds PROFILE/, results if it is not given; with RUN, such as
# classroom/run.h5, only these are compared. The golden file holds what `digest RUNFILE…` printed, below
# a line that says so.
set -euo pipefail

profile=$1 build=$2 data=$3 results=${4:-results} only=("${@:5}")
version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
golden=tests/golden/v${version}_$profile.txt
say() { echo "verify-$profile: $*"; }
[ -e "$golden" ] || { say "$golden: nobody has made this profile with arithmetic version $version yet" >&2; exit 2; }

declare -A planned  # by file: needed or optional
while IFS=$'\t' read -r files need _; do
  for file in $files; do planned[$file]=$need; done
done < <("$build/caldera" plan --profile "$profile" --as list)
[ ${#planned[@]} -gt 0 ] || exit 2

parted=0 wrong=0
while read -r expected run; do
  [ "$expected" != "#" ] || continue
  run=${run#"results/$profile/"}
  need=${planned[$run]:-}
  [ -n "$need" ] || { say "$run: in $golden, but not planned" && wrong=1; }
  planned[$run]=golden
  [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " = *" $run "* ]] || continue
  found=$("$build/caldera" digest "$results/$profile/$run" | cut -d ' ' -f 1) || true
  if [ "$found" = "$expected" ]; then
    say "$results/$profile/$run has the digest of $golden"
  elif [ "$need" = optional ]; then
    say "$results/$profile/$run: ${found:-not there}, not the digest of $golden; it is optional"
  else
    say "$results/$profile/$run: expected $expected ($golden), found ${found:-nothing}"
    parted=1
  fi
done <"$golden"
for run in "${!planned[@]}"; do
  [ "${planned[$run]}" != needed ] || { say "$run: planned, but not in $golden" && wrong=1; }
done
[ "$parted" -eq 1 ] || exit "$wrong"
"$build/tests/bits" --data "$data" --environment
"$build/tests/bits" --data "$data" --check "tests/golden/v$version.txt" || true  # the first step that parts
exit 1
