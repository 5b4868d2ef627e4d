#pragma once
// The computations behind the golden digests: between them, every rounding of the program.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tests/golden/record.h"

namespace caldera::golden {

/// What the computations are given.
struct Request {
  std::filesystem::path mnist;       ///< folder of the four files; read only by those that need it
  std::size_t training_steps = 200;  ///< of Adam; fewer give the first lines of the same record
};

/// One computation: appends its steps to the record, in the arithmetic in force (arithmetic.h).
struct Computation {
  const char* name;
  void (*run)(const Request& request, Record& record);
};

/// All of them, the simple before the composed: the first step that parts is closest to the cause.
std::span<const Computation> computations();

/// The record of the named computations, in the order of computations(); of all, if none is named.
/// Throws InputError for an unknown name, and whatever load_mnist throws.
Record compute(const std::vector<std::string>& names, const Request& request);

// arithmetic_bits.cpp
/// Every product of the network at batches 64 and 500, and odd shapes, in float and double.
void gemm_bits(const Request& request, Record& record);
/// exp, log, sigmoid, tanh, sine and cosine over the whole range of the formats.
void elementary_bits(const Request& request, Record& record);
/// sums.h, at lengths around the lanes, the blocks and the branches of the tree.
void sums_bits(const Request& request, Record& record);
/// All distributions and a permutation.
void random_bits(const Request& request, Record& record);

// op_bits.cpp
/// Each op's value, tangent and pullback; and gradient, Hessian- and Gauss-Newton product of a
/// curved function of it, which contain the pullback's tangent. Float and double.
void op_bits(const Request& request, Record& record);

// network_bits.cpp
/// The same products for the paper's network on 64 images.
void network_bits(const Request& request, Record& record);
/// Adam as in the origin sweep (batch 64, β = 0.01) on real MNIST: after each step the gradient
/// and θ, layer by layer; after each epoch of 20 steps the running error. Then SGD, one epoch.
void training_bits(const Request& request, Record& record);
/// E, accuracies, ∇E and products with its Hessian, Gauss-Newton and Fisher matrix on 300 images
/// of the test set, in small shards.
void part_data_bits(const Request& request, Record& record);
/// E, accuracies and ∇E on all 10 000 images of the test set, in the shards of the studies.
void full_data_bits(const Request& request, Record& record);

// probe_bits.cpp
/// Eigenpairs, density, trace, norm, diagonal and scalar curvature of a small network's Hessian.
void probe_bits(const Request& request, Record& record);

// signal_bits.cpp
/// Ranks, similarities and gradient noise of a small network on 100 images, flags of every detector
/// in every kind of noise, and E on a plane.
void signal_bits(const Request& request, Record& record);

}  // namespace caldera::golden
