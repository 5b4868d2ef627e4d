#!/usr/bin/env bash
# Makes a planned run, or finds it complete. If it is new, draws the figures whose last run it was.
#
#   BUILD= RESULTS= PROFILE= [LAUNCH=] [RUN_OPTIONS=] tools/make_run.sh FILE VERB OPTION...
#
# Called by the rules of `caldera plan --as make`. RUN_OPTIONS="--threads 2": what does not change a bit.
set -euo pipefail

run=$1
shift
before=$(stat -c %i "$run" 2>&1) || true
# shellcheck disable=SC2086
${LAUNCH:-} "$BUILD/caldera" "$@" --profile "$PROFILE" ${RUN_OPTIONS:-}
[ "$(stat -c %i "$run" 2>&1)" != "$before" ] || exit 0
# What fails here may not fail when all runs are made: old ones may lie beside new ones. The end tells.
"$(dirname "$0")/draw_figures.sh" --run "$run" || true
