#include "caldera/probes/signals/columns.h"

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

namespace {

template <class T>
std::vector<double> widened_entries(ConstMatrix<T> a) {
  std::vector<double> entries;
  entries.reserve(a.size());
  for (std::size_t i = 0; i < a.rows; ++i)
    entries.insert(entries.end(), a.row(i).begin(), a.row(i).end());
  return entries;
}

template <class T>
std::vector<double> centred_entries(ConstMatrix<T> a) {
  std::vector<double> entries = widened_entries(a), mean(a.cols);
  const Matrix<double> x(entries.data(), a.rows, a.cols);
  column_sums(x, mean, false);
  for (double& entry : mean) entry /= static_cast<double>(a.rows);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.cols; ++j) x(i, j) -= mean[j];
  return entries;
}

}  // namespace

std::vector<double> widened(ConstMatrix<float> a) { return widened_entries(a); }
std::vector<double> widened(ConstMatrix<double> a) { return widened_entries(a); }

std::vector<double> centred_columns(ConstMatrix<float> a) { return centred_entries(a); }
std::vector<double> centred_columns(ConstMatrix<double> a) { return centred_entries(a); }

std::vector<double> matrix_product(Factor<double> a, Factor<double> b) {
  std::vector<double> product(a.rows * b.cols);
  gemm(a, b, Matrix<double>(product.data(), a.rows, b.cols), Update::overwrite);
  return product;
}

}  // namespace caldera
