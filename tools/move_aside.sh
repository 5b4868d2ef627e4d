#!/usr/bin/env bash
# Gives a folder the first free name of FOLDER.aside-1, FOLDER.aside-2 ..., if it is there.
#
#   tools/move_aside.sh FOLDER
set -euo pipefail

[ -e "$1" ] || [ -L "$1" ] || exit 0
number=1
while [ -e "$1.aside-$number" ] || [ -L "$1.aside-$number" ]; do number=$((number + 1)); done
mv -nT "$1" "$1.aside-$number"
# What took the name in the meantime is left alone, and mv does not say so.
if [ -e "$1" ] || [ -L "$1" ]; then echo "cannot move aside: $1: try again" >&2 && exit 1; fi
echo "moved aside: $1.aside-$number"
