#include "caldera/autograd/arithmetic/gemm_openblas.h"

#include <dlfcn.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {
namespace {

constexpr const char* library_name = "libopenblas.so.0";

// What we call of it, as its <cblas.h> declares it: the header itself is not needed to build.
enum Order { row_major = 101 };
enum Transpose { as_stored = 111, transposed = 112 };
template <class T>
using BlasGemm = void(Order, Transpose, Transpose, int m, int n, int k, T alpha, const T* a,
                      int lda, const T* b, int ldb, T beta, T* c, int ldc);

struct OpenBlas {
  void* library = nullptr;
  BlasGemm<float>* sgemm = nullptr;
  BlasGemm<double>* dgemm = nullptr;
};
OpenBlas openblas;

template <class Function>
Function* symbol(void* library, const char* symbol_name) {
  void* address = dlsym(library, symbol_name);
  if (!address)
    throw InputError("OpenBLAS", library_name, std::string("a function ") + symbol_name, "none",
                     "install libopenblas0-pthread");
  return reinterpret_cast<Function*>(address);
}

/// Both are read by the library's constructor, and only there.
void* open_library(const char* core) {
  setenv("OPENBLAS_CORETYPE", core, 1);
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
  void* library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    throw InputError("OpenBLAS", library_name, "a library that loads", dlerror(),
                     "install libopenblas0-pthread or choose the backend exact");
  return library;
}

/// The kernels to pin for a path.
std::string core_type(SimdPath path) {
  if (std::ranges::find(simd_paths(), SimdPath::avx2) == simd_paths().end())
    throw InputError("OpenBLAS", "--gemm", "an x86-64, whose kernels are known here", "another processor",
                     "choose the backend exact");
  return path == SimdPath::avx512 ? "SkylakeX" : "Haswell";
}

/// OpenBLAS ignores a core type that it does not know, so what it chose has to be asked.
void check_library(void* library, const std::string& core) {
  const std::string found = symbol<char*()>(library, "openblas_get_corename")();
  if (found != core)
    throw InputError("OpenBLAS", library_name, "core type " + core, found,
                     "install a build with DYNAMIC_ARCH, such as libopenblas0-pthread");
  constexpr int built_on_openmp = 2;
  if (symbol<int()>(library, "openblas_get_parallel")() == built_on_openmp)
    throw InputError("OpenBLAS", library_name, "the pthread or serial flavour",
                     "the OpenMP flavour",
                     "install libopenblas0-pthread and select it with update-alternatives");
}

/// A factor as BLAS wants it: stored as it is or transposed, and the distance of stored rows.
struct Storage {
  Transpose transpose;
  int stride;
};

template <class T>
Storage storage(const Factor<T>& f) {
  // The stride of a single row is never used, but BLAS wants it to be as long as the row.
  if (f.col_stride == 1) return {as_stored, int(std::max({f.row_stride, f.cols}))};
  return {transposed, int(std::max({f.col_stride, f.rows}))};
}

template <class T>
void call(BlasGemm<T>* blas_gemm, const Factor<T>& a, const Factor<T>& b, Matrix<T> c,
          Update update) {
  assert(blas_gemm && "load_openblas comes first");
  const Storage sa = storage(a), sb = storage(b);
  blas_gemm(row_major, sa.transpose, sb.transpose, int(c.rows), int(c.cols), int(a.cols), T(1),
            a.data, sa.stride, b.data, sb.stride, update == Update::add ? T(1) : T(0), c.data,
            int(c.stride));
}

}  // namespace

void load_openblas(SimdPath path) {
  const std::string core = core_type(path);
  if (openblas.library) dlclose(openblas.library);
  openblas = {};
  openblas.library = open_library(core.c_str());
  check_library(openblas.library, core);
  openblas.sgemm = symbol<BlasGemm<float>>(openblas.library, "cblas_sgemm");
  openblas.dgemm = symbol<BlasGemm<double>>(openblas.library, "cblas_dgemm");
}

void gemm_openblas(Factor<float> a, Factor<float> b, Matrix<float> c, Update update) {
  call(openblas.sgemm, a, b, c, update);
}

void gemm_openblas(Factor<double> a, Factor<double> b, Matrix<double> c, Update update) {
  call(openblas.dgemm, a, b, c, update);
}

}  // namespace caldera
