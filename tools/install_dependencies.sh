#!/usr/bin/env bash
# Installs the Debian packages of the given groups that are missing. Quick and quiet when none is.
#
#   tools/install_dependencies.sh [group...]      default: build run data
#
# Groups, packages and reasons stand in tools/dependencies.txt. With DEPS=skip in the environment
# the system is left alone: what is missing is said, and the status is 0. Several may be started at
# once: they take turns. What apt has to say is shown only if it fails.
set -euo pipefail

table="$(dirname "$0")/dependencies.txt"
groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(build run data)

die() { echo "install_dependencies: $*" >&2; exit 2; }

# packages_of GROUP: "package command" of each line of the table that belongs to the group.
packages_of() {
  sed '/^ *#/d; /^ *$/d' "$table" |
    while IFS='| ' read -r package group command _; do
      if [ "$group" = "$1" ]; then echo "$package $command"; fi
    done
}

# is_present PACKAGE COMMAND: installed by dpkg, or there as a command from elsewhere.
is_present() {
  [ "$2" != - ] && command -v "$2" >/dev/null && return
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# find_missing: sets the array missing.
find_missing() {
  missing=()
  local group packages package command
  for group in "${groups[@]}"; do
    packages=$(packages_of "$group")
    [ -n "$packages" ] || die "unknown group '$group': see tools/dependencies.txt"
    while read -r package command; do
      is_present "$package" "$command" || missing+=("$package")
    done <<<"$packages"
  done
}

find_missing
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "${DEPS:-}" = skip ]; then
  echo "Missing Debian packages: ${missing[*]}"
  echo "DEPS=skip: the system is left alone; what needs them will fail."
  exit 0
fi

command -v apt-get >/dev/null ||
  die "no apt-get: install the counterparts of ${missing[*]} by hand and go on with DEPS=skip"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null ||
    die "neither root nor sudo: as root, apt-get install ${missing[*]}"
  as_root=(sudo)
fi

# One at a time: apt's own lock would let the second wait for minutes, and then fail. Whoever waited
# may find that nothing is missing any more. The lock goes with this process, so apt, which may start
# services, does not get it.
exec 9<"$table"
flock 9
find_missing
[ ${#missing[@]} -gt 0 ] || exit 0
echo "Installing the missing Debian packages: ${missing[*]}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
  "$@" >"$log" 2>&1 9<&- || { cat "$log" >&2; die "failed: $*"; }
}
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
quietly "${apt[@]}" update
quietly "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"
