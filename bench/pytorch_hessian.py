#!/usr/bin/python3
"""Hessian-vector products and eigenvalues in PyTorch and ARPACK, for bench/hessian.sh to compare with.

Example: pytorch_hessian.py data/mnist model.h5 60000 product
         pytorch_hessian.py data/mnist model.h5 10000 eigenvalues

One thread, double. `product` prints seconds a product, the best of several batch sizes, for two
ways to write it: `recompute` differentiates twice for every product, as PyHessian and the paper's
script do; `retain` keeps the graph of the gradient and only differentiates it again. `eigenvalues`
prints what scipy's eigsh (ARPACK; k = 50, LM, tol 1e-3, as in the paper's script) takes with the
faster one: seconds, products, largest residual ‖Hv − λv‖, and the eigenvalues' extremes.
"""
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before the library is loaded

import sys
import time

import h5py
import numpy
import torch
from scipy.sparse.linalg import LinearOperator, eigsh


def read_data(folder, count):
    images = numpy.fromfile(os.path.join(folder, "train-images-idx3-ubyte"), numpy.uint8)[16:]
    labels = numpy.fromfile(os.path.join(folder, "train-labels-idx1-ubyte"), numpy.uint8)[8:]
    x = images.reshape(60000, 784)[:count].astype(numpy.float32)
    x = (x / numpy.float32(255) - numpy.float32(0.1307)) / numpy.float32(0.3081)
    return torch.from_numpy(x.astype(numpy.float64)), torch.from_numpy(labels[:count].astype(numpy.int64))


def read_parameters(path):
    with h5py.File(path) as file:
        layers = file["parameters"]
        return [torch.tensor(layers[layer][kind][...].astype(numpy.float64), requires_grad=True)
                for layer in sorted(layers) for kind in ("weight", "bias")]


def mean_error(p, x, y, count):
    h = torch.sigmoid(torch.nn.functional.linear(x, p[0], p[1]))
    h = torch.sigmoid(torch.nn.functional.linear(h, p[2], p[3]))
    z = torch.nn.functional.linear(h, p[4], p[5])
    return torch.nn.functional.cross_entropy(z, y, reduction="sum") / count


class Hessian:
    def __init__(self, p, x, y, batch, retain):
        self.p, self.count, self.retain, self.products = p, len(x), retain, 0
        self.batches = list(zip(x.split(batch), y.split(batch)))
        self.gradients = [self.gradient(x, y) for x, y in self.batches] if retain else None

    def gradient(self, x, y):
        error = mean_error(self.p, x, y, self.count)
        return torch.cat([g.flatten() for g in
                          torch.autograd.grad(error, self.p, create_graph=True)])

    def product(self, v):
        self.products += 1
        v, total = torch.from_numpy(numpy.ascontiguousarray(v).reshape(-1)), 0
        for i, (x, y) in enumerate(self.batches):
            g = self.gradients[i] if self.retain else self.gradient(x, y)
            parts = torch.autograd.grad(g @ v, self.p, retain_graph=self.retain)
            total = total + torch.cat([part.flatten() for part in parts])
        return total.detach().numpy()


def seconds_of(hessian, v, rounds=3):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        hessian.product(v)
        times.append(time.perf_counter() - begin)
    return sorted(times)[rounds // 2]


def best(p, x, y, batches):
    v = numpy.random.default_rng(1).standard_normal(sum(t.numel() for t in p))
    found = []
    for retain in (False, True):
        for batch in (b for b in batches if b <= len(x)):
            seconds = seconds_of(Hessian(p, x, y, batch, retain), v)
            found.append((seconds, batch, retain))
    return found


def main():
    folder, model, count, what = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    torch.set_num_threads(1)
    x, y = read_data(folder, count)
    p = read_parameters(model)
    if what == "product":
        found = best(p, x, y, (500, 2000, 10000))
        for retain in (False, True):
            seconds, batch, _ = min(f for f in found if f[2] == retain)
            print(f"{'retain' if retain else 'recompute'} {seconds:.4f} {batch}")
        return
    seconds, batch, retain = min(best(p, x, y, (500, 2000)))
    hessian = Hessian(p, x, y, batch, retain)
    size = sum(t.numel() for t in p)
    begin = time.perf_counter()
    values, vectors = eigsh(LinearOperator((size, size), matvec=hessian.product, dtype=float),
                            k=50, which="LM", tol=1e-3)
    seconds, products = time.perf_counter() - begin, hessian.products
    residual = max(numpy.linalg.norm(hessian.product(u) - value * u)
                   for value, u in zip(values, vectors.T))
    print(f"{seconds:.2f} {products} {residual:.3e} {values.min():.9f} {values.max():.9f}")


main()
