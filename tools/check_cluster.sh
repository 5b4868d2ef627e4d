#!/usr/bin/env bash
# Runs PROFILE=smoke through a Slurm of this machine alone, with kills, and then the passes over the data
# on MPI ranks (tools/mpi_matrix.sh): every digest must be that of one process on one machine.
#
#   tools/check_cluster.sh BUILD MNIST
set -euo pipefail

build=$1 data=$2
tools/install_dependencies.sh cluster ranks
unset MAKEFLAGS MFLAGS MAKELEVEL  # of the make that called us: the jobs' own make counts for itself

# Not below $TMPDIR, whose name may have a blank or be too long for a socket.
folder=$(mktemp -d /tmp/caldera-cluster.XXXXXX)
chmod 711 "$folder"
finish() {
  local status=$?
  if [ "$status" -eq 0 ]; then rm -rf "$folder"; else echo "check-cluster: see $folder" >&2; fi
}
trap finish EXIT
tools/small_slurm.sh "$folder/slurm" tools/cluster_smoke.sh "$build" "$data" "$folder"
make programs PRESET=mpi
ONE_PROCESS=$build/caldera tools/mpi_matrix.sh build/mpi "$data"
echo "check-cluster: passed"
