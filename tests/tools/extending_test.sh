#!/usr/bin/env bash
# The study of docs/extending.md runs, is drawn, and is listed wherever studies are.
#
#   extending_test.sh CALDERA_WITH_TOY          status 77: no gnuplot
set -euo pipefail

caldera=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

# holds TEXT COMMAND...: what it prints has the text.
holds() {
  local text=$1
  shift
  "$@" >"$work/printed" || fail "status $?: $*"
  grep -qF -- "$text" "$work/printed" || fail "$*: expected '$text', found: $(cat "$work/printed")"
}

holds "toy: 4 masses: 0.381966 " "$caldera" toy --profile smoke --out "$work/results/toy/run.h5"
holds "is complete already" "$caldera" toy --profile smoke --out "$work/results/toy/run.h5"
holds "toy: 64 masses: 0.0023" "$caldera" toy --out "$work/study.h5"
holds "How soft chains of springs are." "$caldera" --help
holds ".SS caldera toy" "$caldera" manual
holds "--longest" "$caldera" completion bash

# Of all other studies nothing is there: status 1.
"$caldera" verdict --runs "$work/results" >"$work/verdict" && fail "a verdict without runs passes"
for claim in "error of the eigenvalues" "exponent of the smallest"; do
  grep -q "^$claim.* pass " "$work/verdict" || fail "'$claim' does not pass: $(cat "$work/verdict")"
done

command -v gnuplot >/dev/null || exit 77
holds "from 1 run file" "$caldera" figure toy --results "$work/results" --out "$work/figure"
[ "$(grep -c ',Lanczos,' "$work/figure.csv")" -eq 3 ] || fail "not three chains in $(cat "$work/figure.csv")"
