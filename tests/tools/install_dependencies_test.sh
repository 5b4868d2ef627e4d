#!/usr/bin/env bash
# tools/install_dependencies.sh with a dpkg-query and an apt-get that only pretend: several that are
# started at once take turns, the second has nothing left to do, and apt is heard only if it fails.
set -euo pipefail

tools=$(cd "$(dirname "$0")/../../tools" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir "$work/bin" "$work/tools"
cp "$tools/install_dependencies.sh" "$work/tools/"
echo 'beakers | build | - | to pour' >"$work/tools/dependencies.txt"

cat >"$work/bin/dpkg-query" <<'SH'
#!/bin/sh
if [ -e "$work/installed" ]; then printf installed; fi
SH
cat >"$work/bin/apt-get" <<'SH'
#!/bin/sh
mkdir "$work/running" || touch "$work/two at once"
seq 300
sleep 0.3
rmdir "$work/running"
[ ! -e "$work/broken" ] || { echo "E: broken"; exit 100; }
case $* in *install*) echo "$*" >>"$work/installed";; esac
SH
printf '#!/bin/sh\necho 0\n' >"$work/bin/id"
chmod +x "$work"/bin/*
PATH="$work/bin:$PATH"
unset DEPS

touch "$work/broken"
status=0
"$work/tools/install_dependencies.sh" build >"$work/out" 2>"$work/err" || status=$?
[ "$status" -eq 2 ] || fail "status $status, expected 2"
grep -q '^E: broken' "$work/err" || fail "apt's complaint is not shown"
tail -n 1 "$work/err" | grep -q '^install_dependencies: failed: .*apt-get' ||
  fail "the last line is: $(tail -n 1 "$work/err")"
rm "$work/broken"

runs=()
for k in 1 2 3; do
  "$work/tools/install_dependencies.sh" build >"$work/out$k" 2>&1 & runs+=($!)
done
for run in "${runs[@]}"; do wait "$run" || fail "status $?: $(cat "$work"/out?)"; done
[ ! -e "$work/two at once" ] || fail "two installations at once"
[ "$(wc -l <"$work/installed")" -eq 1 ] || fail "installed more than once"
[ "$(cat "$work"/out? | wc -l)" -eq 1 ] || fail "expected one line, found: $(cat "$work"/out?)"
grep -q beakers "$work"/out? || fail "not said what is installed"
