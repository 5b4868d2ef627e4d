#!/usr/bin/env bash
# Checks that a text shows the table of detectors as the program prints it.
#
#   check_detectors.sh TEXT CALDERA
#
# Lines that the text does not have are printed, and the status is 1.
set -euo pipefail

text=$1 caldera=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$caldera" detectors --table --out "$work/detectors.h5" >"$work/printed"
grep '^|' "$work/printed" >"$work/table"
! grep -vxFf "$text" "$work/table"
