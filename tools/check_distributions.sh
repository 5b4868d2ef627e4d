#!/usr/bin/env bash
# Builds the last commit on other distributions and holds what it computes there against the golden
# digests: each lives in a folder, made by debootstrap and entered by chroot.
#
#   tools/check_distributions.sh JOBS CACHE [RELEASE...]      all releases: bookworm trixie noble
#
# CACHE: the folder with the data sets, mnist/ and fashion-mnist/. The distributions are kept in
# CACHE/distributions, 2 to 3 GB each, and brought up to date the next time. A distribution is left
# out, with the reason, if it is this machine's own or if the source of this machine's packages, as apt
# is configured, does not serve it. Needs root. The status is 1 if one that was tried fails.
set -euo pipefail

jobs=$1 cache=$(realpath "$2")
shift 2
releases=("$@")
[ ${#releases[@]} -gt 0 ] || releases=(bookworm trixie noble)
cd "$(dirname "$0")/.."
tools/install_dependencies.sh distributions
[ "$(id -u)" -eq 0 ] || { echo "check-distributions: needs root, for chroot" >&2; exit 2; }

# From here on with mounts of our own, which go when this script ends, however it ends.
if [ "${CALDERA_OWN_MOUNTS:-}" != yes ]; then
  CALDERA_OWN_MOUNTS=yes exec unshare --mount "$0" "$jobs" "$cache" "${releases[@]}"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { echo "check-distributions: $*"; }

# What is served stands side by side: <base>/debian, <base>/ubuntu. The address is the one that apt uses
# for this machine's own release.
own=$(. /etc/os-release && echo "$VERSION_CODENAME")
base=$(apt-get indextargets --format "\$(RELEASE) \$(REPO_URI)" 'Created-By: Packages' |
  sed -n "s|^$own \(.*\)/[^/]*/\$|\1|p" | sort -u | head -n 1)

# served ADDRESS RELEASE
served() { curl --fail --silent --location --max-time 20 --output /dev/null "$1/dists/$2/InRelease"; }

# inside COMMAND: in the distribution in $folder, as root, with nothing of this machine's environment.
inside() {
  chroot "$folder" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    CALDERA_CACHE=/cache bash -euo pipefail -c "cd /caldera; $1"
}

# bootstrap RELEASE ADDRESS COMPONENTS KEYRING: makes $folder, which gets its name when it is whole.
bootstrap() {
  [ ! -d "$folder" ] || return 0
  say "$1: making $folder"
  local scripts=/usr/share/debootstrap/scripts script
  script=$scripts/$1  # one that is younger than this debootstrap is made as its forerunners
  [ -e "$script" ] || script=$scripts/$([ "$3" = main ] && echo sid || echo gutsy)
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  debootstrap --variant=minbase --include=ca-certificates,git,make --components=main \
    --keyring="$4" "$1" "$folder.new" "$2" "$script" >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
  echo "deb $2 $1 $3" >"$folder.new/etc/apt/sources.list"
  mv "$folder.new" "$folder"
}

# bring_in: the last commit, without the results of another; what has been compiled stays. And the
# data, for reading.
bring_in() {
  local clone=$folder/caldera
  mkdir -p "$folder/cache"
  if [ -e "$clone/.git" ]; then
    git -C "$clone" fetch -q "$PWD" HEAD
    git -C "$clone" reset -q --hard FETCH_HEAD
  else
    git clone -q --no-hardlinks . "$clone"
  fi
  rm -rf "$clone/results"
  cp /etc/hosts /etc/resolv.conf "$folder/etc/"
  mount --bind /dev "$folder/dev"
  mount -t proc proc "$folder/proc"
  mount --bind "$cache" "$folder/cache"
  mount -o remount,bind,ro "$folder/cache"
}

# The digests of all kinds of arithmetic, with both compilers; then a training and a toy, their runs'
# digests, and a figure. `digest` prints what the golden file has, line by line.
version=$(sed -n 's/.*arithmetic_version = \([0-9]*\);/\1/p' autograd/arithmetic/arithmetic.h)
try="
make build JOBS=$jobs
g++ --version | head -n 1
build/release/tests/bits --data /cache/mnist --check tests/golden/v$version.txt
tools/install_dependencies.sh check
clang++ --version | head -n 1
cmake -S . -B build/bits-clang -DCMAKE_CXX_COMPILER=clang++ >/dev/null
cmake --build build/bits-clang --target bits --parallel $jobs
build/bits-clang/tests/bits --data /cache/mnist --check tests/golden/v$version.txt
make PROFILE=smoke JOBS=$jobs results/smoke/origin_sweep/seed1.h5 results/smoke/figures/classroom.svg
build/release/caldera digest results/smoke/*/*.h5 >results/digests
if grep -vxFf tests/golden/v${version}_smoke.txt results/digests; then exit 1; fi
cat results/digests"

# check NAME RELEASE KIND COMPONENTS KEYRING. In the background, so that its first failure is its end.
failed=0
check() {
  [[ " ${releases[*]} " == *" $2 "* ]] || return 0
  if [ "$2" = "$own" ]; then
    say "$1: left out: it is this machine's own: make test"
  elif ! served "$base/$3" "$2"; then
    say "$1: left out: the source of this machine's packages does not serve it"
  elif [ ! -e "$5" ]; then
    say "$1: left out: no $5 to check its packages with"
  else
    say "$1:"
    folder=$cache/distributions/$2
    (bootstrap "$2" "$base/$3" "$4" "$5"; bring_in; inside "$try") &
    if wait $!; then
      say "$1: the same digests"
    else
      say "$1: FAILED"
      failed=1
    fi
  fi
}

keys=/usr/share/keyrings
check 'Debian 12' bookworm debian main $keys/debian-archive-keyring.gpg
check 'Debian 13' trixie debian main $keys/debian-archive-keyring.gpg
# Debian 13 has the keys of Ubuntu among its packages.
ubuntu=$keys/ubuntu-archive-keyring.gpg
if [ ! -e $ubuntu ] && [ -d "$cache/distributions/trixie/caldera" ]; then
  folder=$cache/distributions/trixie
  inside 'apt-get -qq install --yes ubuntu-archive-keyring' >/dev/null 2>&1 || true
  ubuntu=$folder$ubuntu
fi
check 'Ubuntu 24.04' noble ubuntu 'main universe' "$ubuntu"
exit "$failed"
