#!/bin/sh
# Seconds per Adam epoch: caldera (exact), caldera (openblas) and PyTorch, one thread each, taking
# turns in one run so that other work on the machine meets all alike. Prints medians and ratios.
#
# Usage: bench.sh BUILD_FOLDER MNIST_FOLDER [ROUNDS]
set -eu
build=$1 data=$2 rounds=${3:-3}
here=$(dirname "$0")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

torch=no
if /usr/bin/python3 -c 'import torch, numpy' 2>/dev/null; then torch=yes; fi

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for backend in exact openblas; do
    "$build/bench/epoch_bench" --data "$data" --gemm $backend --epochs 3 >"$out/last"
    grep -v step "$out/last" >>"$out/$backend"
    grep step "$out/last" >>"$out/$backend.share"
  done
  if [ $torch = yes ]; then
    /usr/bin/python3 "$here/pytorch_epoch.py" "$data" 3 foreach >>"$out/torch"
  fi
done

median() { sort -n "$1" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
exact=$(median "$out/exact") openblas=$(median "$out/openblas")
echo "Adam epoch, 60 000 images, batch 64, float, one thread (medians of $((3 * rounds))):"
echo "  caldera, exact     $exact s    $(tail -1 "$out/exact.share")"
echo "  caldera, openblas  $openblas s    $(tail -1 "$out/openblas.share")"
awk -v a="$exact" -v b="$openblas" \
  'BEGIN {printf "  exact / openblas   %.3f      (target: at most 1.08)\n", a / b}'
if [ $torch = yes ]; then
  pytorch=$(median "$out/torch")
  echo "  PyTorch            $pytorch s    $(/usr/bin/python3 -c 'import torch; print(torch.__version__)')"
  awk -v a="$exact" -v b="$pytorch" \
    'BEGIN {printf "  exact / PyTorch    %.3f      (target: at most 0.4)\n", a / b}'
else
  echo "  PyTorch            not installed: install python3-torch to compare"
fi
"$build/bench/gemm_bench"
sh "$here/hessian.sh" "$build" "$data"
"$build/bench/slice_bench" --data "$data" --threads 2
"$build/bench/monitor_bench" --data "$data"
