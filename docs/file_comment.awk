# For doxygen: the comment at the top of a header becomes the description of its page. No line is added.
/^#pragma once/ { print "/// \\file"; at_top = 1; next }
at_top && /^\/\// { sub(/^\/\//, "///"); print; next }
{ at_top = 0; print }
