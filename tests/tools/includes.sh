#!/bin/sh
# Who may include whom: a floor only what lies below it, and probes, which see an Objective, nothing of nn;
# a study no other study, but for the record.h of runs that it reads. plots/report is about many studies,
# and may.
#
#   includes.sh SOURCE_FOLDER
cd "$1" || exit 2
studies=$(ls experiments/*/study.cpp plots/*/*figure.cpp | sed 's|/[^/]*$||' | sort -u | grep -v '^plots/figure$')

violations=$(grep -rE --include='*.cpp' --include='*.h' '^#include "' autograd nn probes experiments plots |
  sed -E 's/:#include "(caldera\/)?([^"]*)".*/ \2/' | awk -v studies="$studies" '
  BEGIN {
    split("autograd nn probes experiments plots", floors)
    for (i in floors) level[floors[i]] = i + 0
    split(studies, names)
    for (i in names) is_study[names[i]] = 1
  }
  {
    split($1, from, "/")
    split($2, to, "/")
    same = from[1] == to[1] && from[2] == to[2]
    if (level[to[1]] > level[from[1]])
      print $1 " includes " $2 ", of a higher floor"
    else if (from[1] == "probes" && to[1] == "nn")
      print $1 " includes " $2 ", a model"
    else if (!same && is_study[to[1] "/" to[2]] && to[3] != "record.h" && from[2] != "report")
      print $1 " includes " $2 ", of another study"
  }')
[ -z "$violations" ] && exit 0
echo "$violations"
exit 1
