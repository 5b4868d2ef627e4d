#pragma once
// The tiles of each vector path, each defined in a file of its own.

#include "caldera/autograd/arithmetic/gemm_tile.h"

namespace caldera {

extern const TileSet<float> scalar_float, avx2_float, avx512_float;
extern const TileSet<double> scalar_double, avx2_double, avx512_double;

}  // namespace caldera
