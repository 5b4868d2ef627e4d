#!/bin/sh
# Hessian-vector products and the 50 eigenvalues of largest magnitude, caldera against PyTorch with
# ARPACK: the same trained model and images, double, one thread each, one after the other in one run.
#
# Usage: hessian.sh BUILD_FOLDER MNIST_FOLDER [IMAGES_OF_THE_EIGENVALUES]
#
# The products are timed on all 60 000 images. So are the eigenvalues if IMAGES is 60000, which takes
# a quarter of an hour; by default it is 10000.
set -eu
build=$1 data=$2 images=${3:-10000}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/caldera" origin_sweep --beta-max 0 --data "$data" --out "$work/model.h5" >/dev/null
"$build/bench/gradient_bench" --data "$data" --model "$work/model.h5" | tee "$work/ours"

if ! /usr/bin/python3 -c 'import torch, h5py, scipy' 2>/dev/null; then
  echo "PyTorch with ARPACK: not installed (make deps GROUPS=bench)"
  exit
fi
product=$(sed -n 's/^Hessian-vector product: \([0-9.]*\) s.*/\1/p' "$work/ours")
/usr/bin/python3 "$here/pytorch_hessian.py" "$data" "$work/model.h5" 60000 product >"$work/torch"
while read -r way seconds batch; do
  echo "PyTorch, $way: $seconds s a product (batch $batch), $(
    awk -v a="$seconds" -v b="$product" 'BEGIN {printf "%.2f", a / b}') times caldera's" \
    "$([ "$way" = retain ] || echo '(target: at least 3)')"
done <"$work/torch"

probe() {  # TOLERANCE: seconds, products, largest residual
  begin=$(date +%s.%N)
  "$build/caldera" probe spectrum --model "$work/model.h5" --data "$data" --subset "$images" \
    --largest-magnitude 50 --block 1 --tol "$1" >"$work/spectrum"
  end=$(date +%s.%N)
  awk -v t="$begin" -v u="$end" '
    $1 ~ /^[0-9]+$/ && NF == 5 {if ($3 > worst) worst = $3}
    / pairs converged/ {for (i = NF; i > 1; i--) if ($i ~ /^products/) products = $(i - 1)}
    END {printf "%.2f %d %.3e\n", u - t, products, worst}' "$work/spectrum"
}
/usr/bin/python3 "$here/pytorch_hessian.py" "$data" "$work/model.h5" "$images" eigenvalues \
  >"$work/arpack"
read -r arpack arpack_products arpack_residual _ <"$work/arpack"
probe 1e-6 >"$work/probe"
read -r ours products residual <"$work/probe"
echo "50 eigenvalues of largest magnitude, $images images:"
echo "  caldera            $ours s, $products products with search and certificates, residuals to $residual"
echo "  PyTorch + ARPACK   $arpack s, $arpack_products products, residuals to $arpack_residual"
awk -v a="$arpack" -v b="$ours" \
  'BEGIN {printf "  ARPACK / caldera   %.2f      (target: at least 5)\n", a / b}'
