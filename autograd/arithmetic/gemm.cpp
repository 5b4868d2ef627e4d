#include "caldera/autograd/arithmetic/gemm.h"

#include <algorithm>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm_exact.h"
#include "caldera/autograd/arithmetic/gemm_openblas.h"

namespace caldera {
namespace {

template <class T>
void dispatch(const Factor<T>& a, const Factor<T>& b, Matrix<T> c, Update update) {
  assert(a.rows == c.rows && b.cols == c.cols && a.cols == b.rows);
  if (c.rows == 0 || c.cols == 0) return;
  if (a.cols == 0) {  // an empty sum
    if (update == Update::overwrite)
      for (std::size_t i = 0; i < c.rows; ++i) std::ranges::fill(c.row(i), T(0));
    return;
  }
  const Arithmetic& chosen = arithmetic();
  if (chosen.backend == GemmBackend::openblas) return gemm_openblas(a, b, c, update);
  gemm_exact(a, b, c, update, chosen.path, chosen.threads);
}

}  // namespace

void gemm(Factor<float> a, Factor<float> b, Matrix<float> c, Update update) {
  dispatch(a, b, c, update);
}

void gemm(Factor<double> a, Factor<double> b, Matrix<double> c, Update update) {
  dispatch(a, b, c, update);
}

}  // namespace caldera
