#!/usr/bin/env bash
# Starts a program on so many ranks of MPI, all on this machine.
#
#   tools/on_ranks.sh RANKS PROGRAM OPTION...
set -euo pipefail

. "$(dirname "$0")/ranks_here.sh"
trap 'rm -rf "$session"' EXIT
mpirun -n "$@"
