#!/usr/bin/env bash
# Measures speed, and compares it with OpenBLAS, PyTorch and ARPACK. All take turns in one run, so that
# other work on the machine meets all alike; clocks are inside the programs, on both sides. Whatever they
# print as "name value unit" is kept in BUILD_FOLDER/bench/measurements.txt, and table.awk makes the table
# of it, which is printed at the end and written as markdown to BUILD_FOLDER/bench/speed.md.
#
# Usage: bench.sh BUILD_FOLDER MNIST_FOLDER [quick]
#
# quick: a minute on few images, to try the script. Its numbers mean nothing.
set -euo pipefail
build=$1 data=$2
here=$(dirname "$0")
if [ "${3:-}" = quick ]; then
  rounds=1 turns=1 epochs=1 images=500 eigen_images=500 eigen_pairs=5
  training=(--max-epochs 1 --subset 500)
else
  rounds=3 turns=3 epochs=3 images=60000 eigen_images=10000 eigen_pairs=50
  training=(--max-epochs 20)
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
measurements=$build/bench/measurements.txt
: >"$measurements"

# keep COMMAND...: runs it, shows what it prints, and keeps it.
keep() { "$@" | tee -a "$measurements"; }

# named PREFIX COMMAND...: the same; PREFIX_ is put before each name.
named() { "${@:2}" | sed "s/^/$1_/" | tee -a "$measurements"; }

# last NAME: the last measurement of that name.
last() { awk -v name="$1" '$1 == name {value = $2} END {print value}' "$measurements"; }

# python THREADS SCRIPT ARGUMENT...: Debian's python, which has Debian's PyTorch.
python() { OMP_NUM_THREADS=$1 OPENBLAS_NUM_THREADS=$1 /usr/bin/python3 "$here/$2" "${@:3}"; }

if /usr/bin/python3 -c 'import torch, numpy, scipy, h5py' 2>/dev/null; then
  torch=yes versions=$(/usr/bin/python3 -c \
    'import torch, scipy; print(f"PyTorch {torch.__version__}, SciPy {scipy.__version__}")')
else
  torch=no versions="PyTorch, SciPy or h5py not installed (make deps GROUPS=bench)"
fi
load=$(cut -d' ' -f1 /proc/loadavg)
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)

# ---- Adam epochs -------------------------------------------------------------------------------

measure_epochs() {
  keep "$build/bench/epoch_bench" --data "$data" --epochs $epochs
  keep "$build/bench/epoch_bench" --data "$data" --epochs $epochs --gemm openblas
  if [ $torch = yes ]; then keep python 1 pytorch_epoch.py "$data" $epochs; fi
}

# ---- gradients and Hessian-vector products, at a trained model ---------------------------------

measure_products() {
  keep "$build/bench/gradient_bench" --data "$data" --model "$model" --images $images --rounds $turns
  if [ $torch = yes ]; then
    for threads in 1 2; do
      keep python $threads pytorch_hessian.py "$data" "$model" $images product double $turns
    done
    keep python 1 pytorch_hessian.py "$data" "$model" $images product float $turns
  fi
}

# ---- eigenpairs, to the same residuals ---------------------------------------------------------

# caldera_eigenpairs PREFIX THREADS TOLERANCE [--single]: largest residual, as a share of the norm.
caldera_eigenpairs() {
  named "$1" "$build/bench/eigen_bench" --data "$data" --model "$model" --images $eigen_images \
    --pairs $eigen_pairs --threads "$2" --tol "$3" "${@:4}"
}

# arpack_eigenpairs PREFIX THREADS TOLERANCE: residual of each pair, as a share of its eigenvalue.
arpack_eigenpairs() {
  named "$1" python "$2" pytorch_hessian.py "$data" "$model" $eigen_images eigenpairs $eigen_pairs "$3"
}

# share PREFIX NAME: the largest residual as a share of an eigenvalue, a little less.
share() {
  awk -v r="$(last "$1_residual")" -v v="$(last "$1_$2")" 'BEGIN {printf "%.5e\n", 0.999 * r / v}'
}

# ARPACK goes first, and caldera is asked for the residuals that it reached.
compare_at_tolerance_of_arpack() {  # THREADS
  arpack_eigenpairs "arpack_$1" "$1" 1e-3
  caldera_eigenpairs "caldera_$1" "$1" "$(share "arpack_$1" largest)"
}

# caldera goes first. ARPACK's smallest eigenvalue is the last to converge, so its tolerance is what
# makes that one's residual caldera's largest.
compare_at_tolerance_of_caldera() {
  caldera_eigenpairs caldera_tight 1 1e-6
  if [ $torch = yes ]; then arpack_eigenpairs arpack_tight 1 "$(share caldera_tight smallest)"; fi
}

# ARPACK goes far below the tolerance that it is given, where single precision cannot follow. So
# caldera is asked for what ARPACK was asked for, of the pair where it is least.
single_at_tolerance_of_arpack() {
  asked=$(awk -v a="$(last arpack_1_smallest)" -v b="$(last arpack_1_largest)" \
    'BEGIN {printf "%.5e\n", 1e-3 * a / b}')
  caldera_eigenpairs caldera_single 1 "$asked" --single
}

# ---- all of it ---------------------------------------------------------------------------------

model=$work/model.h5
echo "Training the model whose Hessian is probed"
"$build/caldera" origin_sweep --beta-max 0 "${training[@]}" --data "$data" --out "$model" >/dev/null

for ((round = 1; round <= rounds; ++round)); do
  echo "Round $round of $rounds"
  measure_epochs
  measure_products
  if [ $torch = yes ]; then
    compare_at_tolerance_of_arpack 1
    single_at_tolerance_of_arpack
  fi
done
if [ $torch = yes ]; then compare_at_tolerance_of_arpack 2; fi
caldera_eigenpairs caldera_loose 1 1e-3
compare_at_tolerance_of_caldera
if [ "${3:-}" != quick ]; then
  "$build/bench/gemm_bench"
  "$build/bench/sparse_product_bench" --data "$data"
  keep "$build/bench/slice_bench" --data "$data" --threads 2
  keep "$build/bench/monitor_bench" --data "$data"
fi

table() {
  awk -v format="$1" -v images=$images -v eigen_images=$eigen_images -v eigen_pairs=$eigen_pairs \
    -f "$here/table.awk" "$measurements"
}
echo
echo "Medians, one thread each unless two are named. $processor, $(nproc) cores, load $load at the start."
echo "$versions."
table text
table markdown >"$build/bench/speed.md"
echo "The same as markdown: $build/bench/speed.md"
