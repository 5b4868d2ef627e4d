#pragma once
// The exact product (gemm.h), for a vector path given by name.

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"

namespace caldera {

/// Length of a block of k: the one number in the definition of the product.
inline constexpr std::size_t gemm_block = 256;

/// C ← A·B or C ← C + A·B as gemm() defines it, k ≥ 1, on up to `threads` threads.
void gemm_exact(Factor<float> a, Factor<float> b, Matrix<float> c, Update update, SimdPath path,
                int threads);
void gemm_exact(Factor<double> a, Factor<double> b, Matrix<double> c, Update update, SimdPath path,
                int threads);

}  // namespace caldera
