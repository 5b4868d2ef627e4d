#!/usr/bin/env bash
# Opens the report in headless Chromium: see tools/check_page.py for what must not happen.
#
#   tools/check_report.sh REPORT [FOLDER]
#
# FOLDER: also leave there how it looks on a phone, on a desk and on paper. Before that, pages that
# are wrong in one thing each must be found wrong in just that: a check that is blind is no check.
set -euo pipefail

report=$1
tools=$(dirname "$0")
[ -e "$report" ] || { echo "check_report: no $report: make it with make verdict" >&2; exit 2; }
"$tools/install_dependencies.sh" report
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { python3 "$tools/check_page.py" "$@"; }

dot="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
image="<img src=\"$dot\" alt=\"a dot\">"

# must_find FAULT BODY [ALSO]: the page has that fault and nothing else wrong, but for what comes
# along with it.
must_find() {
  printf '<!DOCTYPE html><meta charset="utf-8"><title>t</title><body>%s\n' "$2" >"$work/page.html"
  local found=0
  check "$work/page.html" >"$work/faults" || found=$?
  if [ "$found" -ne 1 ] || ! grep -q "^$1" "$work/faults" ||
     grep -qv "^$1\|^${3:-$1}" "$work/faults"; then
    echo "check_report: expected '$1', found (status $found):" >&2
    cat "$work/faults" >&2
    exit 1
  fi
}

printf '<!DOCTYPE html><meta charset="utf-8"><title>t</title><body>%s\n' "$image" >"$work/good.html"
check "$work/good.html" || { echo "check_report: a page without faults is refused" >&2; exit 1; }
must_find 'no image' '<p>text</p>'
must_find 'image does not load' '<img src="data:image/svg+xml,broken" alt="a dot">'
must_find 'no alternative text' "<img src=\"$dot\">"
must_find 'no alternative text' "<img src=\"$dot\" alt=\" \">"
must_find 'link leads nowhere' "$image<a href=\"#nowhere\">there</a>"
must_find 'no link leads to' "$image<section id=\"alone\"></section>"
must_find 'name given twice' "$image<p id=\"one\"></p><p id=\"one\"></p>"
must_find 'does not decode' "$image<a download=\"a.csv\" href=\"data:text/csv;base64,%%%\">a</a>" 'console: '
picture="<div class=\"picture\">$image<output></output></div>"
must_find 'not cut into pieces' "<div class=\"box\">$picture</div>" 'no values: '
must_find 'no values' "<div class=\"box\">$picture<div class=\"piece\"></div></div>"
wide_piece="<div class=\"piece\" style=\"max-width: 450px; overflow: auto\"><p style=\"width: 400px\">wide</p></div>"
must_find 'a piece does not fit' "<div class=\"box\">$picture$wide_piece</div>" 'no values: '
must_find 'console: wrong' "$image<script>console.error('wrong')</script>"
must_find 'exception' "$image<script>throw 1</script>"
must_find 'request: http:' "$image<script src=\"http://localhost:1/a.js\"></script>" 'console: '
must_find 'request: https:' "$image<link rel=\"stylesheet\" href=\"https://example.org/a.css\">" 'console: '
must_find 'request: file:' "$image<link rel=\"stylesheet\" href=\"a.css\">" 'console: '
must_find '.* pixels wide' "$image<div style=\"width: 400px\">wide</div>"
echo "A good page passes, and each of seventeen faults is found."

check "$report" "${@:2}" || { echo "check_report: $report has the faults above" >&2; exit 1; }
echo "$report: no error, no request, every image loads and has a text and values, 360 pixels are enough."
