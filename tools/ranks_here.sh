# shellcheck shell=bash
# shellcheck disable=SC2034  # session is of use to the caller
# To be sourced: lets mpirun start more ranks on this machine than it has cores, also for root. Sets `session`,
# a folder that the caller removes.

# Two mpiruns that start at once may fail in making the folder that they share; not below $TMPDIR, whose name
# may be too long for a socket.
session=$(mktemp -d /tmp/caldera-mpi.XXXXXX)
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 \
  OMPI_MCA_hwloc_base_binding_policy=none OMPI_MCA_btl_vader_single_copy_mechanism=none \
  OMPI_MCA_orte_tmpdir_base="$session"
