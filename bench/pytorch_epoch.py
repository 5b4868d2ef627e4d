#!/usr/bin/python3
"""Seconds per Adam epoch of the paper's network in PyTorch, for bench/bench.sh to compare with.

Example: pytorch_epoch.py data/mnist 2

One thread, the whole standardised data set in memory, a fresh permutation an epoch, batches by
index_select, Adam with foreach: the fastest plain way to write it. Prints measurements, "name value
unit": seconds an epoch and the mean error of its steps.
"""
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before the library is loaded

import sys
import time

import numpy
import torch


def read(folder):
    images = numpy.fromfile(os.path.join(folder, "train-images-idx3-ubyte"), numpy.uint8)[16:]
    labels = numpy.fromfile(os.path.join(folder, "train-labels-idx1-ubyte"), numpy.uint8)[8:]
    x = torch.from_numpy(images.reshape(60000, 784).astype(numpy.float32))
    return ((x / 255 - 0.1307) / 0.3081).contiguous(), torch.from_numpy(labels.astype(numpy.int64))


def main():
    folder, epochs = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    x, y = read(folder)
    layers = [torch.nn.Linear(784, 128), torch.nn.Sigmoid(), torch.nn.Linear(128, 128),
              torch.nn.Sigmoid(), torch.nn.Linear(128, 10)]
    model = torch.nn.Sequential(*layers)
    loss_of = torch.nn.CrossEntropyLoss()
    adam = torch.optim.Adam(model.parameters(), lr=0.0015, weight_decay=0.001, foreach=True)
    for _ in range(epochs):
        begin, total = time.perf_counter(), 0.0
        for batch in torch.randperm(60000).split(64):
            loss = loss_of(model(x[batch]), y[batch])
            adam.zero_grad(set_to_none=True)
            loss.backward()
            adam.step()
            total += loss.item() * len(batch)
        print(f"epoch_torch {time.perf_counter() - begin:.4f} s")
        print(f"epoch_error_torch {total / 60000:.6f} nat", flush=True)


main()
