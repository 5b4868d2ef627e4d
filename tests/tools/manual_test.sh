#!/usr/bin/env bash
# The man page has every verb, and groff has nothing to say against it.
#
#   manual_test.sh CALDERA          status 77: no groff
set -euo pipefail

caldera=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

"$caldera" manual >"$work/caldera.1"
! LC_ALL=C grep -n '[^ -~]' "$work/caldera.1" || fail "letters that not every groff reads"
"$caldera" --help | sed -n 's/^  \([a-z_]\+\( [a-z_]\+\)\?\)  .*/\1/p' >"$work/verbs"
[ "$(wc -l <"$work/verbs")" -gt 40 ] || fail "few verbs: $(cat "$work/verbs")"
while read -r verb; do
  grep -qx "\.SS caldera $verb" "$work/caldera.1" || fail "not in the page: $verb"
done <"$work/verbs"

command -v groff >/dev/null || exit 77
groff -man -Tascii -P-bcu -ww "$work/caldera.1" >"$work/page" 2>"$work/warnings" || fail "groff: status $?"
[ ! -s "$work/warnings" ] || fail "groff: $(cat "$work/warnings")"
grep -q -- '--learning-rate REAL' "$work/page" || fail "no option in the page"
