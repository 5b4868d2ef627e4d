#!/usr/bin/env bash
# The study of docs/extending.md runs and is listed wherever studies are; or it is drawn; or the probe of that
# page answers.
#
#   extending_test.sh CALDERA_WITH_TOY run
#   extending_test.sh CALDERA_WITH_TOY probe
#   extending_test.sh CALDERA_WITH_TOY figure       status 77: no gnuplot
set -euo pipefail

caldera=$1 part=$2
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

if [ "$part" = probe ]; then
  holds "Curvature of a model's error along its gradient." "$caldera" probe --help
  holds " gradient_curvature " "$caldera" completion bash
  "$caldera" train --dataset patterns --max-epochs 1 --out "$work/model.h5" >"$work/printed"
  holds "gradient_curvature written to" "$caldera" probe gradient_curvature --model "$work/model.h5" --out "$work/answer.h5"
  grep -q '^gradient_curvature  *[0-9.e+-]*$' "$work/printed" || fail "no curvature in $(cat "$work/printed")"
  exit 0
fi

[ "$part" = run ] || command -v gnuplot >/dev/null || exit 77
holds "toy: 4 masses: 0.381966 " "$caldera" toy --profile smoke --out "$work/results/toy/run.h5"

if [ "$part" = figure ]; then
  holds "from 1 run file" "$caldera" figure toy --results "$work/results" --out "$work/figure"
  [ "$(grep -c ',Lanczos,' "$work/figure.csv")" -eq 3 ] || fail "not three chains in $(cat "$work/figure.csv")"
  exit 0
fi

holds "is complete already" "$caldera" toy --profile smoke --out "$work/results/toy/run.h5"
holds "toy: 64 masses: 0.0023" "$caldera" toy --out "$work/study.h5"
holds "How soft chains of springs are." "$caldera" --help
holds ".SS caldera toy" "$caldera" manual
holds "--longest" "$caldera" completion bash
holds "toy/run.h5" "$caldera" plan --profile smoke

# verdict_of RESULTS: of all other studies nothing is there, so its status is 1.
verdict_of() {
  "$caldera" verdict --runs "$1" >"$work/verdict" && fail "a verdict without runs passes"
  return 0
}
verdict_of "$work/results"
for claim in "error of the eigenvalues" "exponent of the smallest"; do
  grep -q "^$claim.* pass " "$work/verdict" || fail "'$claim' does not pass: $(cat "$work/verdict")"
done

# One chain alone has no exponent.
"$caldera" toy --profile smoke --longest 4 --out "$work/single/toy/run.h5" >"$work/printed"
verdict_of "$work/single"
grep -q "^two chains.* ABSENT " "$work/verdict" || fail "one chain is enough: $(cat "$work/verdict")"
grep -q "^FAIL: " "$work/verdict" || fail "what is absent does not fail: $(cat "$work/verdict")"
