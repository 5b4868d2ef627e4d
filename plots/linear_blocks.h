#pragma once
// A run of linear_cascade as data blocks of gnuplot. Modes are counted from 0.
//
//   $closed<D>_<mode>                       β, a^D                the closed form, fold and all
//   $depth<D>_up, _down                     β, product of each mode: the sweeps
//   $depth<D>_origin_minima, _saddles       the same: the curve at θ = 0, until it loses stability and on
//   $depth<D>_branch<mode>_minima, _saddles the same: the curve on which the mode is the last learned
//   $jumps<D>_<mode>_<1: rising>            step of β, jump
//   $scaling<D>_<mode>_<1: saddles>         distance in β, |λ|
//   $laws                                   distance in β, |λ| by the fits: two points each

#include <string>

#include "experiments/linear_table.h"

namespace caldera {

std::string linear_blocks(const LinearRun& run);

}  // namespace caldera
