#!/usr/bin/env bash
# Kills a short origin sweep (kill -9) at random moments, starts it again with other threads, vector
# paths and compilers, and checks that nothing is lost and that the bits stay the same.
#
#   tools/kill_test.sh KILLS SEED FOLDER_WITH_MNIST BUILD...
#
# One uninterrupted run gives the reference digest. Then runs are killed, three kinds of kills
# taking turns, until there have been KILLS of them:
#   any     at a random moment: loading, training, measuring;
#   write   as soon as a temporary file is there, so inside a write, a sync or a rename;
#   end     of a run that has all segments: while it loads, assembles, renames or cleans up.
# In between runs end, on kills too late or because the test lets them. Last, as root, a full disk
# and a folder that cannot be written in the middle of a run.
#
# Checked after every kill: all files that have a final name are whole; there are at least as many
# segments as before; the result, once there, stays. Checked after every end: the reference digest,
# and the result alone in its folder. Status 1 and the line that failed if not.
set -euo pipefail

kills=$1 RANDOM=$2 data=$3
shift 3
builds=("$@")
echo "kill test: $kills kills, seed $RANDOM_SEED"
