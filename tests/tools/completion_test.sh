#!/usr/bin/env bash
# What bash offers behind the beginning of a command.
#
#   completion_test.sh CALDERA
set -uo pipefail  # compgen fails where it finds nothing

# shellcheck disable=SC1090
source <("$1" completion bash)

# offers "WORDS" EXPECTED: behind the words, of which the last is being written.
offers() {
  read -ra COMP_WORDS <<<"$1"
  [[ $1 != *' ' ]] || COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _caldera
  [ "${COMPREPLY[*]}" = "$2" ] || { echo "FAILED: $1: expected '$2', found '${COMPREPLY[*]}'" >&2; exit 1; }
}

offers "caldera orig" "origin_sweep"
offers "caldera probe tr" "trace"
offers "caldera probe " "$("$1" --help | sed -nE 's/^  probe ([a-z_]+) .*/\1/p' | paste -sd ' ')"
offers "caldera origin_sweep --be" "--beta-step --beta-max --beta-min"
offers "caldera probe trace --met" "--method"
offers "caldera origin_sweep --out " ""  # the shell offers files
offers "caldera digest run" ""
offers "caldera no_verb --o" ""
