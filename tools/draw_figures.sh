#!/usr/bin/env bash
# Draws the figures whose runs are all there, and then refreshes the report.
#
#   BUILD= RESULTS= PROFILE= tools/draw_figures.sh [--run FILE]     only figures that show this run
set -euo pipefail

drawn=$("$BUILD/caldera" figures --results "$RESULTS" --profile "$PROFILE" "$@")
[ -n "$drawn" ] || exit 0
echo "$drawn"
"$BUILD/caldera" verdict --runs "$RESULTS" --report "$RESULTS/report/index.html" --partial
