#!/usr/bin/python3
"""Hessian-vector products and eigenpairs in PyTorch and ARPACK, for bench/bench.sh to compare with.

Example: pytorch_hessian.py data/mnist model.h5 60000 product double 3
         pytorch_hessian.py data/mnist model.h5 10000 eigenpairs 50 1e-3

Threads: OMP_NUM_THREADS, by default one. Prints measurements, "name value unit".

product TYPE TURNS: seconds a product in double or float, with the gradient's graph kept: made once,
before the clock starts, and differentiated again for each product. In double on one thread also
`twice`, which differentiates twice for each product and keeps nothing, as PyHessian and the paper's
script do.

eigenpairs PAIRS TOLERANCE: those of largest magnitude by scipy's eigsh, which is ARPACK, with kept
graphs, in double. ARPACK stops when it estimates each residual ‖Hv − λv‖ at TOLERANCE · |λ| or
less. The clock starts before the graphs are made; the true residuals are computed after it has
stopped.

All images are multiplied in batches, of the size that is fastest on 10 000 images.
"""
import os

THREADS = int(os.environ.setdefault("OMP_NUM_THREADS", "1"))
os.environ["OPENBLAS_NUM_THREADS"] = str(THREADS)  # before the library is loaded

import sys
import time

import h5py
import numpy
import torch
from scipy.sparse.linalg import LinearOperator, eigsh


def read_data(folder, count, dtype):
    images = numpy.fromfile(os.path.join(folder, "train-images-idx3-ubyte"), numpy.uint8)[16:]
    labels = numpy.fromfile(os.path.join(folder, "train-labels-idx1-ubyte"), numpy.uint8)[8:]
    x = images.reshape(60000, 784)[:count].astype(numpy.float32)
    x = (x / numpy.float32(255) - numpy.float32(0.1307)) / numpy.float32(0.3081)
    return torch.from_numpy(x.astype(dtype)), torch.from_numpy(labels[:count].astype(numpy.int64))


def read_parameters(path, dtype):
    with h5py.File(path) as file:
        layers = file["parameters"]
        return [torch.tensor(layers[layer][kind][...].astype(dtype), requires_grad=True)
                for layer in sorted(layers) for kind in ("weight", "bias")]


def mean_error(p, x, y, count):
    h = torch.sigmoid(torch.nn.functional.linear(x, p[0], p[1]))
    h = torch.sigmoid(torch.nn.functional.linear(h, p[2], p[3]))
    z = torch.nn.functional.linear(h, p[4], p[5])
    return torch.nn.functional.cross_entropy(z, y, reduction="sum") / count


class Hessian:
    """The Hessian of the mean error by its products: a graph of the gradient for each batch."""

    def __init__(self, p, x, y, batch, keep=True):
        self.p, self.count, self.keep, self.products = p, len(x), keep, 0
        self.size = sum(t.numel() for t in p)
        self.batches = list(zip(x.split(batch), y.split(batch)))
        self.gradients = [self.gradient(x, y) for x, y in self.batches] if keep else None

    def gradient(self, x, y):
        error = mean_error(self.p, x, y, self.count)
        return torch.cat([g.flatten() for g in
                          torch.autograd.grad(error, self.p, create_graph=True)])

    def product(self, v):
        self.products += 1
        v, total = torch.from_numpy(numpy.ascontiguousarray(v).reshape(-1)), 0
        for i, (x, y) in enumerate(self.batches):
            g = self.gradients[i] if self.keep else self.gradient(x, y)
            parts = torch.autograd.grad(g @ v, self.p, retain_graph=self.keep)
            total = total + torch.cat([part.flatten() for part in parts])
        return total.detach().numpy()


def seconds_of(hessian, v):
    begin = time.perf_counter()
    hessian.product(v)
    return time.perf_counter() - begin


def random_vector(p, dtype):
    return numpy.random.default_rng(1).standard_normal(sum(t.numel() for t in p)).astype(dtype)


def fastest_batch(p, x, y, v, keep=True):
    """Of three products each on the first 10 000 images, the fastest counts."""
    x, y = x[:10000], y[:10000]
    seconds = {}
    for batch in {min(size, len(x)) for size in (500, 1000, 2000, 5000, 10000)}:
        hessian = Hessian(p, x, y, batch, keep)
        seconds[batch] = min(seconds_of(hessian, v) for _ in range(3))
    return min(seconds, key=seconds.get)


def product(folder, model, count, name, turns):
    dtype = {"double": numpy.float64, "float": numpy.float32}[name]
    (x, y), p = read_data(folder, count, dtype), read_parameters(model, dtype)
    v = random_vector(p, dtype)
    ways = {f"torch_product_{name}_{THREADS}": True}
    if name == "double" and THREADS == 1:
        ways["torch_twice_double_1"] = False
    for way, keep in ways.items():
        batch = fastest_batch(p, x, y, v, keep)
        hessian = Hessian(p, x, y, batch, keep)
        ones = numpy.linalg.norm(hessian.product(numpy.ones_like(v)))
        print(f"torch_ones_product_{name} {ones:.15g} nat")
        print(f"{way}_batch {batch} 1")
        for _ in range(turns):
            print(f"{way} {seconds_of(hessian, v):.4f} s")


def eigenpairs(folder, model, count, pairs, tolerance):
    (x, y), p = read_data(folder, count, numpy.float64), read_parameters(model, numpy.float64)
    batch = fastest_batch(p, x, y, random_vector(p, numpy.float64))
    begin = time.perf_counter()
    hessian = Hessian(p, x, y, batch)
    operator = LinearOperator((hessian.size,) * 2, matvec=hessian.product, dtype=numpy.float64)
    values, vectors = eigsh(operator, k=pairs, which="LM", tol=tolerance)
    print(f"seconds {time.perf_counter() - begin:.4f} s")
    print(f"products {hessian.products} 1")
    residual = max(numpy.linalg.norm(hessian.product(u) - value * u)
                   for value, u in zip(values, vectors.T))
    print(f"residual {residual:.4e} nat")
    print(f"largest {abs(values).max():.10g} nat")
    print(f"smallest {abs(values).min():.10g} nat")


def main():
    folder, model, count, what = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    torch.set_num_threads(THREADS)
    if what == "product":
        product(folder, model, count, sys.argv[5], int(sys.argv[6]))
    else:
        eigenpairs(folder, model, count, int(sys.argv[5]), float(sys.argv[6]))


main()
