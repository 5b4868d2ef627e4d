#!/bin/sh
# Every link of the texts that leads into this repository leads to a file that is there, and to a heading
# that it has; and each package that is built with or run with has its licence named.
#
#   links.sh SOURCE_FOLDER
cd "$1" || exit 2
status=0

# headings FILE: as they are linked to: small letters, blanks as hyphens, no other signs.
headings() {
  sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

for text in README.md docs/*.md; do
  for link in $(grep -oE '\]\([^) ]+\)' "$text" | sed 's/^](//; s/)$//' | grep -vE '^[a-z]+:'); do
    file=${link%%#*} heading=${link#*#}
    target=$(dirname "$text")/$file
    [ -n "$file" ] || target=$text
    if [ ! -e "$target" ]; then
      echo "$text: $link: no such file" && status=1
    elif [ "$heading" != "$link" ] && ! headings "$target" | grep -qxF -- "$heading"; then
      echo "$text: $link: no such heading" && status=1
    fi
  done
done

for package in $(sed -nE 's/^([a-z0-9.-]+) *\| *(build|run|test) .*/\1/p' tools/dependencies.txt); do
  grep -qF "$package" docs/licences.md || { echo "docs/licences.md: $package is missing" && status=1; }
done
exit $status
