#!/bin/sh
# What shall be done in one place only, since done in several it was done differently.
#
#   one_place.sh SOURCE_FOLDER
cd "$1" || exit 2
status=0

# only PLACE WHAT PATTERN: code that matches lies in files that begin with PLACE.
only() {
  found=$(grep -rnE --include='*.cpp' --include='*.h' "$3" autograd nn probes experiments plots |
    grep -v "^$1" | grep -vE '^[^:]*:[0-9]*: *//')
  [ -z "$found" ] && return
  echo "$2 belong in $1:" && echo "$found"
  status=1
}

only probes/series/median 'medians' 'half = .*size\(\) */ *2|size\(\) - 1\) */ *2\]|double median\('
# These have another type in each release: one is chosen there, and called by our own name.
only nowhere 'calls of these functions of HDF5' '\bH5(Ovisit|Literate)[0-9]*\('
exit $status
