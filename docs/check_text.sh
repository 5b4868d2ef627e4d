#!/usr/bin/env bash
# Checks that a text shows a program as it is, and its output as it comes out.
#
#   check_text.sh [--update] TEXT SOURCE [PROGRAM [MNIST]]
#
# SOURCE stands in TEXT between "```cpp <file name of SOURCE>", or "```md …" if it is a text, and "```";
# what PROGRAM prints stands between "```text <the same name>" and "```". The text is made anew with both
# put in their places: if that changes it, the difference is printed ("-" the text, "+" the truth) and the
# status is 1.
# --update keeps the new text.
# PROGRAM gets the folder MNIST as its argument, overridden by $CALDERA_MNIST.
set -euo pipefail

update=false
[ "$1" != --update ] || { update=true; shift; }
text=$1 source=$2 program=${3:-} mnist=${CALDERA_MNIST:-${4:-}}
name=$(basename "$source")
language=cpp
[ "${name##*.}" != md ] || language=md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# once FENCE: the text has exactly one such line.
once() {
  [ "$(grep -cxF "$1" "$text")" -eq 1 ] || { echo "not exactly once in $text: $1" >&2; exit 1; }
}

# A block begins at its fence; its old lines are left out, up to the closing fence.
render() {
  awk -v code="\`\`\`$language $name" -v source="$source" \
      -v output="${program:+\`\`\`text $name}" -v printed="$work/printed" '
    function put(file,   line) { while ((getline line < file) > 0) print line; inside = 1 }
    inside && $0 == "```" { inside = 0 }
    inside { next }
    { print }
    $0 == code { put(source) }
    output != "" && $0 == output { put(printed) }' "$text"
}

once "\`\`\`$language $name"
if [ -n "$program" ]; then
  once "\`\`\`text $name"
  "$program" "$mnist" >"$work/printed" || { echo "$program: status $?" >&2; exit 1; }
fi
render >"$work/text"
if $update; then cat "$work/text" >"$text"; else diff -u "$text" "$work/text"; fi
