#!/usr/bin/env bash
# Starts a Slurm of this machine alone, with everything it keeps in a folder of its own, runs a command
# that finds it ($SLURM_CONF), and takes it down, however the command ends. Its status is the command's.
#
#   tools/small_slurm.sh FOLDER COMMAND...
#
# FOLDER is made, and is left there: it has the logs of slurmctld, slurmd and munged. Its name is short (a
# socket lies in it) and without blanks. Nothing in /etc is read or written, no service started. Whoever
# calls is the only user of this Slurm: as root, or as a user who may run munged, which needs a FOLDER
# whose parents nobody else may write to, but for sticky ones like /tmp.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

folder=$1
shift
host=$(hostname -s) user=$(id -un)
say() { echo "small slurm: $*" >&2; }
fail() { say "FAILED: $*; the logs:"; tail -n 5 "$folder"/*.log >&2; exit 1; }

# Nobody else needs to look in; munged wants its socket's folder open to all.
mkdir -m 711 "$folder"
mkdir "$folder/state" "$folder/spool"
(umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")

# free_port: one below those that the system gives out by itself.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

cat >"$folder/slurm.conf" <<END
ClusterName=caldera
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE
END
export SLURM_CONF=$folder/slurm.conf

# start NAME COMMAND...: a daemon in a session of its own, where no Ctrl-C reaches it.
daemons=()
start() {
  setsid "${@:2}" >"$folder/$1.log" 2>&1 </dev/null &
  daemons+=($!)
}

# left_over: processes of this Slurm, which are those that were started with its configuration.
left_over() {
  grep -lzxF "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
}

# Jobs first, then the daemons, then whatever has not heard of it.
stop() {
  local pid
  timeout 5 scancel --user="$user" 2>/dev/null || true
  for ((k = 0; k < 50; ++k)); do
    [ -n "$(timeout 5 squeue --noheader 2>/dev/null)" ] || break
    sleep 0.2
  done
  for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  for pid in $(left_over); do kill -9 "$pid" 2>/dev/null || true; done
}
trap stop EXIT

start munged munged --foreground --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
  --num-threads=10 --pid-file="$folder/munged.pid" --seed-file="$folder/munge.seed"
until [ -S "$folder/munge.socket" ]; do
  kill -0 "${daemons[0]}" 2>/dev/null || fail "munged does not start"
  sleep 0.1
done
start slurmctld slurmctld -D -f "$SLURM_CONF"
start slurmd slurmd -D -f "$SLURM_CONF"
for ((k = 0; k < 150; ++k)); do
  [ "$(sinfo --noheader --format=%t 2>/dev/null)" != idle ] || break
  sleep 0.2
done
[ "$k" -lt 150 ] || fail "no idle node after 30 s"
"$@"
