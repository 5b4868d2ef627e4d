#pragma once
// The tiles of each vector path, each defined in a file of its own, and a table of those that there are.

#include "caldera/autograd/arithmetic/gemm_tile.h"

namespace caldera {

extern const TileSet<float> scalar_float, avx2_float, avx512_float, neon_float;
extern const TileSet<double> scalar_double, avx2_double, avx512_double, neon_double;

/// The tiles of a path; null if it is one of another kind of processor.
struct PathTiles {
  const TileSet<float>* of_float;
  const TileSet<double>* of_double;
};

/// By SimdPath.
extern const PathTiles tiles_of_path[4];

}  // namespace caldera
