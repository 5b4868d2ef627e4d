# For doxygen: the comment at the top of a header becomes the description of its page. No line is added.
/^#pragma once/ { print "/// \\file"; at_top = 1; next }
at_top && /^\/\// { sub(/^\/\//, "///"); print; next }
# In a text, links to other texts, which are no part of the reference, become their words.
FILENAME ~ /\.md$/ {
  while (match($0, /\[[^]]*\]\([a-z-]+\.md[^)]*\)/)) {
    words = substr($0, RSTART + 1, RLENGTH - 1)
    sub(/\]\(.*/, "", words)
    $0 = substr($0, 1, RSTART - 1) words substr($0, RSTART + RLENGTH)
  }
}
{ at_top = 0; print }
