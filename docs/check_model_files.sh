#!/usr/bin/env bash
# Checks that the Python lines of model-files.md write a model that `probe` understands as it was
# meant, and read its answer.
#
#   check_model_files.sh TEXT PROBE MNIST
#
# In place of PyTorch, numpy makes a state dict and says what the mean cross-entropy is. Status 77
# if neither the first python3 nor the system's has h5py and numpy: nothing else needs them.
# $CALDERA_MNIST overrides MNIST.
set -euo pipefail

text=$(realpath "$1") caldera=$(realpath "$2") mnist=$(realpath "${CALDERA_MNIST:-$3}")
python=
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import h5py, numpy' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || { echo "no python3 with h5py and numpy"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# block NAME: the lines of the text between "```python NAME" and "```".
block() {
  awk -v fence="\`\`\`python $1" '$0 == "```" { on = 0 } on { print } $0 == fence { on = 1 }' "$text"
}

# Stand-ins for PyTorch's tensors; the first images of MNIST and their labels; and the mean
# cross-entropy of logits.
cat >common.py <<'PYTHON'
import sys
import numpy

images, count = 200, 28 * 28
random = numpy.random.default_rng(1)
class Tensor:
    def __init__(self, *shape): self.array = (random.standard_normal(shape) / 9).astype("float32")
    def numpy(self): return self.array
def read(name, offset): return numpy.fromfile(sys.argv[1] + "/" + name, "uint8")[offset:]
x = read("t10k-images-idx3-ubyte", 16).reshape(-1, count)[:images] / 255
labels = read("t10k-labels-idx1-ubyte", 8)[:images]
x = (x - 0.1307) / 0.3081
def sigmoid(x): return 1 / (1 + numpy.exp(-x))
def cross_entropy(z):
    return (numpy.log(numpy.exp(z).sum(1)) - z[numpy.arange(images), labels]).mean()
PYTHON

# check_error MODEL PROGRAM: the program writes the model and prints its mean cross-entropy, which
# has to be what probe finds.
check_error() {
  local expected found
  expected=$("$python" "$2" "$mnist")
  rm -f spectrum.h5  # of another model
  "$caldera" probe spectrum --model "$1" --split test --subset 200 --data "$mnist" --top 2 --tol 1e-3 \
    --out spectrum.h5 >printed
  found=$(awk '/^mean cross-entropy/ { print $3 }' printed)
  awk -v a="$expected" -v b="$found" 'BEGIN { d = a - b; if (!(d * d < 1e-12)) exit 1 }' ||
    { echo "$1: mean cross-entropy: numpy $expected, probe $found" >&2; exit 1; }
}

{
  cat common.py
  cat <<'PYTHON'
state = {"0.weight": Tensor(16, count), "0.bias": Tensor(16), "2.weight": Tensor(12, 16),
         "2.bias": Tensor(12), "4.weight": Tensor(10, 12), "4.bias": Tensor(10)}
PYTHON
  block write_model.py
  cat <<'PYTHON'
for k in 0, 2, 4:
    x = x @ state[f"{k}.weight"].array.T + state[f"{k}.bias"].array
    if k < 4: x = sigmoid(x)
print(cross_entropy(x))
PYTHON
} >write_model.py
check_error model.h5 write_model.py

{
  cat common.py
  cat <<'PYTHON'
state = {"0.weight": Tensor(4, 1, 5, 5), "0.bias": Tensor(4), "3.weight": Tensor(3, 4, 3, 3),
         "3.bias": Tensor(3), "7.weight": Tensor(10, 27), "7.bias": Tensor(10)}
PYTHON
  block write_cnn.py
  cat <<'PYTHON'
x = x.reshape(images, 1, 28, 28)  # channels first, as in PyTorch
for k, size in (0, 2), (3, 3):
    w, b = state[f"{k}.weight"].array, state[f"{k}.bias"].array
    windows = numpy.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    x = sigmoid(numpy.einsum("ncrsij,ocij->nors", windows, w) + b[:, None, None])
    side = x.shape[2] // size
    x = x[:, :, : side * size, : side * size]
    x = x.reshape(images, -1, side, size, side, size).mean((3, 5))
print(cross_entropy(x.reshape(images, -1) @ state["7.weight"].array.T + state["7.bias"].array))
PYTHON
} >write_cnn.py
check_error cnn.h5 write_cnn.py

# The same with borders of zeros and maxima: 28 pixels, 26, 13, 13, 4.
{
  cat common.py
  cat <<'PYTHON'
state = {"0.weight": Tensor(4, 1, 5, 5), "0.bias": Tensor(4), "3.weight": Tensor(3, 4, 3, 3),
         "3.bias": Tensor(3), "7.weight": Tensor(10, 48), "7.bias": Tensor(10)}
PYTHON
  block write_cnn.py
  block write_borders.py
  cat <<'PYTHON'
x = x.reshape(images, 1, 28, 28)
for k, size in (0, 2), (3, 3):
    w, b = state[f"{k}.weight"].array, state[f"{k}.bias"].array
    x = numpy.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = numpy.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    x = sigmoid(numpy.einsum("ncrsij,ocij->nors", windows, w) + b[:, None, None])
    side = x.shape[2] // size
    x = x[:, :, : side * size, : side * size]
    x = x.reshape(images, -1, side, size, side, size).max((3, 5))
print(cross_entropy(x.reshape(images, -1) @ state["7.weight"].array.T + state["7.bias"].array))
PYTHON
} >write_bordered_cnn.py
check_error cnn.h5 write_bordered_cnn.py

block read_spectrum.py >read.py
grep -q . read.py
line=$("$python" read.py)
[[ $line == "nat "*" ± "* ]] || { echo "read_spectrum.py printed: $line" >&2; exit 1; }
