#pragma once
// What the figures of slices share with the verdict: the loss on a slice, and what its axes say.

#include <string>
#include <vector>

#include "experiments/slices/record.h"

namespace caldera {

/// L = E + (β/2)‖θ‖² of slice values or projected points; for β = 0 it is E.
std::vector<double> losses(const std::vector<double>& error,
                           const std::vector<double>& squared_norm, double beta);

/// How high a way climbs before it falls again: the height of an interior local maximum above the
/// least loss before it, the largest of them all; 0 for a way that only falls, or falls and then
/// rises.
double barrier(const std::vector<double>& losses);

/// "E  (nat)" or "L  (nat)", whichever it is.
std::string loss_label(double beta);

/// "distance along component 1  (51 %)" and so on: what the k-th axis (0 or 1) says. Along random
/// directions the unit is the length of the model's filters, else that of parameter space.
std::string axis_label(const Slice& slice, std::size_t k);

}  // namespace caldera
