#!/usr/bin/env bash
# The Makefile, with a CMake that builds nothing and a program that plans two empty runs: what it makes for
# which target, when FORCE=1 moves results aside, and that a failure is one.
set -euo pipefail

tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL CALDERA_CACHE CALDERA_RULES FORCE PROFILE LAUNCH RUN_OPTIONS
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir -p "$work/clone/build/release" "$work/clone/docs/figures" "$work/bin"
cp -r "$tree/Makefile" "$tree/tools" "$work/clone"
cd "$work/clone"
for nothing in "$work/bin/cmake" tools/{install_dependencies,get_mnist,get_fashion_mnist}.sh; do
  printf '#!/bin/sh\n' >"$nothing"
  chmod +x "$nothing"
done
PATH=$work/bin:$PATH
touch docs/figures/one.png

# The program: notes how it was called. A run fails if the file `broken` is there.
cat >build/release/caldera <<'END_OF_PROGRAM'
#!/usr/bin/env bash
echo "$*" >>calls
case $1 in
  plan)
    for run in a b; do
      file="\$(RESULTS)/$run.h5"
      printf 'runs: %s\n.PHONY: %s\n%s:\n\t@tools/make_run.sh %s study --out %s\n' $file $file $file $file $file
    done ;;
  study)
    [ ! -e broken ] || exit 2
    [ -e "$3" ] || { mkdir -p "$(dirname "$3")" && touch "$3"; } ;;
  figures) mkdir -p "$3/figures" && echo drawn | tee "$3/figures/one.png" ;;
esac
END_OF_PROGRAM
chmod +x build/release/caldera

# makes TARGET...: whether make succeeds; the calls are left in the file `calls`.
makes() {
  rm -f calls
  make --no-print-directory PROFILE=smoke "$@" >out 2>err
}
calls() { grep -c -e "$1" calls || true; }

makes results/smoke/a.h5 || fail "a single run: $(cat err)"
[ "$(calls '^study')" -eq 1 ] || fail "a single run is not one run"
[ "$(calls '^figures .* --run results/smoke/a.h5')" -eq 1 ] || fail "a single run draws no figure"

makes docs-figures || fail "docs-figures: $(cat err)"
[ "$(calls '^study')" -eq 2 ] || fail "docs-figures does not make the runs"
grep -q drawn docs/figures/one.png || fail "docs-figures copies no figure"

if makes FORCE=1 results/smoke/a.h5; then fail "FORCE=1 with a single run is not refused"; fi
grep -q 'FORCE=1 moves the whole' err || fail "refused for another reason: $(cat err)"
if makes FORCE=yes runs; then fail "FORCE=yes is not refused"; fi
makes FORCE=0 runs || fail "FORCE=0: $(cat err)"
[ ! -e results/smoke.aside-1 ] || fail "FORCE=0 forces"
makes FORCE=1 runs || fail "FORCE=1: $(cat err)"
[ -e results/smoke.aside-1/a.h5 ] || fail "FORCE=1 moves nothing aside"
[ -e results/smoke/b.h5 ] || fail "FORCE=1 makes no runs"

touch broken
for target in runs figures docs-figures verdict reproduce results/smoke/b.h5; do
  if makes "$target"; then fail "make $target succeeds though a run fails"; fi
done
