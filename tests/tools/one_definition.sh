#!/bin/sh
# A type has one definition: of two with one name the linker keeps one's members for both, and says
# nothing. Compared by namespace are those that other files can see.
#
#   one_definition.sh SOURCE_FOLDER
cd "$1" || exit 2
find autograd nn probes experiments plots tests \( -name '*.h' -o -name '*.cpp' \) -print | sort | xargs awk '
  FNR == 1 { depth = hidden = 0 }
  /^namespace[ {].*\{$/ { space[++depth] = $2; if ($2 == "{") ++hidden }
  /^}  \/\/ namespace/ { if (space[depth--] == "{") --hidden }
  { sub(/\[\[[a-z]*\]\] /, "") }
  # Not: a declaration, what a class has inside, a specialisation.
  /^(struct|class|enum|union) / && !/;$/ && !/::[A-Z]|^(struct|class) [A-Za-z]+</ && !hidden {
    name = $2 == "class" ? $3 : $2
    for (i = depth; i > 0; --i) name = space[i] "::" name
    if (name in file) { print name ": in " file[name] " and in " FILENAME; found = 1 }
    file[name] = FILENAME
  }
  END { if (length(file) < 300) { print "types found: expected 300 or more, found " length(file); exit 2 } exit found }'
