#pragma once
// The product by OpenBLAS: an oracle for the tests and the ceiling in the benchmarks. The library
// is loaded only when it is asked for, because its kernels have to be pinned before it loads.

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"

namespace caldera {

/// Loads libopenblas.so.0 with one thread and the kernels of one core type: SkylakeX for the path
/// avx512, Haswell otherwise. A later call with another path loads it again.
/// Throws InputError if this is no x86-64, or if the library is missing, is built on OpenMP (which would not
/// keep to one thread), or did not take the core type.
void load_openblas(SimdPath path);

/// C ← A·B or C ← C + A·B, as gemm(), by cblas_sgemm and cblas_dgemm. Not before load_openblas.
void gemm_openblas(Factor<float> a, Factor<float> b, Matrix<float> c, Update update);
void gemm_openblas(Factor<double> a, Factor<double> b, Matrix<double> c, Update update);

}  // namespace caldera
