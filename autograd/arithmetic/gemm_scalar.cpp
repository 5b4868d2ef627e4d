// Tiles of the exact product without vectors: the definition, one entry at a time.

#include <cmath>

#include "caldera/autograd/arithmetic/gemm_paths.h"

namespace caldera {
namespace {

template <class T>
struct Single {
  using Scalar = T;
  using Vector = T;
  static constexpr std::size_t lanes = 1;
  static T zero() { return 0; }
  static T load(const T* p) { return *p; }
  static void store(T* p, T x) { *p = x; }
  static T broadcast(const T* p) { return *p; }
  static T add(T x, T y) { return x + y; }
  static T fma(T x, T y, T z) { return std::fma(x, y, z); }
};

}  // namespace

constinit const TileSet<float> scalar_float = tile_set<Single<float>, 6, 2>();
constinit const TileSet<double> scalar_double = tile_set<Single<double>, 6, 2>();

}  // namespace caldera
