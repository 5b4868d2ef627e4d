#!/usr/bin/env bash
# Gives a folder the first free name of FOLDER.aside-1, FOLDER.aside-2 ..., if it is there.
#
#   tools/move_aside.sh FOLDER
set -euo pipefail

[ -e "$1" ] || exit 0
number=1
while [ -e "$1.aside-$number" ]; do number=$((number + 1)); done
mv "$1" "$1.aside-$number"
echo "moved aside: $1.aside-$number"
