#include "caldera/autograd/arithmetic/gemm_openblas.h"

#include <cblas.h>
#include <dlfcn.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {
namespace {

constexpr const char* library_name = "libopenblas.so.0";

/// The functions we call, with the types that <cblas.h> declares.
struct OpenBlas {
  void* library = nullptr;
  decltype(&cblas_sgemm) sgemm = nullptr;
  decltype(&cblas_dgemm) dgemm = nullptr;
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

/// OpenBLAS ignores a core type that it does not know, so what it chose has to be asked.
void check_library(void* library, const std::string& core) {
  const std::string found =
      symbol<decltype(openblas_get_corename)>(library, "openblas_get_corename")();
  if (found != core)
    throw InputError("OpenBLAS", library_name, "core type " + core, found,
                     "install a build with DYNAMIC_ARCH, such as libopenblas0-pthread");
  constexpr int built_on_openmp = 2;
  if (symbol<decltype(openblas_get_parallel)>(library, "openblas_get_parallel")() ==
      built_on_openmp)
    throw InputError("OpenBLAS", library_name, "the pthread or serial flavour",
                     "the OpenMP flavour",
                     "install libopenblas0-pthread and select it with update-alternatives");
}

/// A factor as BLAS wants it: stored as it is or transposed, and the distance of stored rows.
struct Storage {
  CBLAS_TRANSPOSE transpose;
  blasint stride;
};

template <class T>
Storage storage(const Factor<T>& f) {
  // The stride of a single row is never used, but BLAS wants it to be as long as the row.
  if (f.col_stride == 1) return {CblasNoTrans, blasint(std::max({f.row_stride, f.cols}))};
  return {CblasTrans, blasint(std::max({f.col_stride, f.rows}))};
}

template <class T, class Function>
void call(Function* blas_gemm, const Factor<T>& a, const Factor<T>& b, Matrix<T> c, Update update) {
  assert(blas_gemm && "load_openblas comes first");
  const Storage sa = storage(a), sb = storage(b);
  blas_gemm(CblasRowMajor, sa.transpose, sb.transpose, blasint(c.rows), blasint(c.cols),
            blasint(a.cols), T(1), a.data, sa.stride, b.data, sb.stride,
            update == Update::add ? T(1) : T(0), c.data, blasint(c.stride));
}

}  // namespace

void load_openblas(SimdPath path) {
  const std::string core = path == SimdPath::avx512 ? "SkylakeX" : "Haswell";
  if (openblas.library) dlclose(openblas.library);
  openblas = {};
  openblas.library = open_library(core.c_str());
  check_library(openblas.library, core);
  openblas.sgemm = symbol<decltype(cblas_sgemm)>(openblas.library, "cblas_sgemm");
  openblas.dgemm = symbol<decltype(cblas_dgemm)>(openblas.library, "cblas_dgemm");
}

void gemm_openblas(Factor<float> a, Factor<float> b, Matrix<float> c, Update update) {
  call(openblas.sgemm, a, b, c, update);
}

void gemm_openblas(Factor<double> a, Factor<double> b, Matrix<double> c, Update update) {
  call(openblas.dgemm, a, b, c, update);
}

}  // namespace caldera
