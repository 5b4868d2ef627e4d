#include "caldera/probes/spectrum/quadrature.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/linalg/symmetric_eigen.h"

namespace caldera {

namespace {

/// The Lanczos run of one start vector: A Vᵀ = Vᵀ T + a remainder, the rows of V orthonormal.
struct Run {
  std::vector<double> basis;                   ///< V, a row a step
  std::vector<double> diagonal, off_diagonal;  ///< of T
  double scale = 0;                            ///< largest entry of T so far
  bool ended = false;
};

void extend(Run& run, std::span<const double> w, double length) {
  for (const double x : w) run.basis.push_back(x / length);
}

/// One step: w holds A times the newest row of V, and is used up. T gains a row; V gains one unless
/// nothing new is left of w, which rounding makes 10⁻¹⁶ of the scale or so instead of zero.
void advance(Run& run, std::span<double> w, std::size_t steps) {
  constexpr double nothing_new = 1e-12;
  const std::size_t dim = w.size(), done = run.diagonal.size();
  const ConstMatrix<double> v(run.basis.data(), done + 1, dim);
  const double alpha = dot(v.row(done), w);
  run.diagonal.push_back(alpha);
  orthogonalise(w, v);
  const double beta = norm(w);
  run.scale = std::max({run.scale, std::abs(alpha), beta});
  run.ended = done + 1 == steps || !(beta > nothing_new * run.scale);
  if (run.ended) return;
  run.off_diagonal.push_back(beta);
  extend(run, w, beta);
}

Quadrature gauss_rule(const Run& run) {
  const SymmetricEigen t = eigen_tridiagonal(run.diagonal, run.off_diagonal);
  Quadrature rule{t.values, {}};
  for (std::size_t k = 0; k < t.dim(); ++k) rule.weights.push_back(t.vector(k)[0] * t.vector(k)[0]);
  return rule;
}

}  // namespace

std::vector<Quadrature> lanczos_quadratures(SymmetricOperator& a, ConstMatrix<double> v, std::size_t steps) {
  assert(steps >= 1);
  const std::size_t dim = v.cols, most = std::min(steps, dim);
  std::vector<Run> runs(v.rows);
  for (std::size_t i = 0; i < v.rows; ++i) {
    runs[i].basis.reserve(most * dim);
    extend(runs[i], v.row(i), norm(v.row(i)));
  }
  std::vector<double> newest(v.size()), images(v.size());
  std::vector<Run*> running;
  for (Run& run : runs) running.push_back(&run);
  while (!running.empty()) {
    for (std::size_t i = 0; i < running.size(); ++i)
      std::copy_n(running[i]->basis.end() - static_cast<std::ptrdiff_t>(dim), dim,
                  newest.begin() + static_cast<std::ptrdiff_t>(i * dim));
    const Matrix<double> w(images.data(), running.size(), dim);
    apply_checked(a, {newest.data(), running.size(), dim}, w, 0);
    for (std::size_t i = 0; i < running.size(); ++i) advance(*running[i], w.row(i), most);
    std::erase_if(running, [](const Run* run) { return run->ended; });
  }
  std::vector<Quadrature> rules;
  for (const Run& run : runs) rules.push_back(gauss_rule(run));
  return rules;
}

Estimate spectral_mean(std::span<const Quadrature> rules, const std::function<double(double)>& f) {
  std::vector<double> samples, values;
  std::size_t products = 0;
  for (const Quadrature& rule : rules) {
    values.clear();
    for (const double x : rule.nodes) values.push_back(f(x));
    samples.push_back(dot(rule.weights, values));
    products += rule.nodes.size();
  }
  Estimate result = mean_of(samples);
  result.products = products;
  return result;
}

}  // namespace caldera
