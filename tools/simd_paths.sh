#!/usr/bin/env bash
# Prints the vector paths that this processor has, slowest first, as the programs of BUILD name them when
# they refuse another.
#
#   tools/simd_paths.sh BUILD
set -euo pipefail

refusal=$("$1/caldera" origin_sweep --simd none 2>&1) || true
paths=$(sed -n 's/.*this CPU can run: auto, \(.*\), found .*/\1/p' <<<"$refusal" | tr -d ,)
[ -n "$paths" ] || { echo "simd_paths: expected the vector paths, found: $refusal" >&2; exit 2; }
echo "$paths"
