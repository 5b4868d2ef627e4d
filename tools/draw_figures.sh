#!/usr/bin/env bash
# Draws the figures whose runs are all there, and then refreshes the report; also if a figure failed, which
# is the status.
#
#   BUILD= RESULTS= PROFILE= tools/draw_figures.sh [--run FILE]     only figures that show this run
set -euo pipefail

status=0
drawn=$("$BUILD/caldera" figures --results "$RESULTS" --profile "$PROFILE" "$@") || status=$?
[ -n "$drawn" ] || exit "$status"
echo "$drawn"
"$BUILD/caldera" verdict --runs "$RESULTS" --report "$RESULTS/report/index.html" --partial
exit "$status"
