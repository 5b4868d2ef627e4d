#include "caldera/probes/continuation/stationary_curve.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "caldera/probes/spectrum/product_rounding.h"

namespace caldera {
namespace {

using Values = std::vector<double>;

/// [A d; dᵀ γ], (P + 1) × (P + 1). Keeps references to A and d.
class Bordered : public SymmetricOperator {
 public:
  Bordered(SymmetricOperator& a, std::span<const double> d, double corner) : a_(a), d_(d), corner_(corner) {}
  std::size_t dim() const override { return d_.size() + 1; }

  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    const std::size_t last = d_.size();
    a_.apply({v.data, v.rows, last, v.stride}, {out.data, out.rows, last, out.stride});
    for (std::size_t i = 0; i < v.rows; ++i) {
      for (std::size_t j = 0; j < last; ++j) out(i, j) += v(i, last) * d_[j];
      out(i, last) = dot(d_, v.row(i).first(last)) + corner_ * v(i, last);
    }
  }

 private:
  SymmetricOperator& a_;
  std::span<const double> d_;
  double corner_;
};

/// γ. A tangent that only moves c has no direction to compare d with; any negative number is safe at
/// a minimum, where ‖d‖ falls as c rises.
double corner(std::span<const double> d, const Tangent& t) {
  const double across = norm(t.theta);
  if (across == 0) return -1;
  const double size = std::abs(t.c) * norm(d) / across;
  return dot(d, t.theta) * t.c > 0 ? size : -size;
}

}  // namespace

SpectrumProbe lanczos_spectrum(const EigenOptions& options) {
  return [options](SymmetricOperator& hessian) { return eigenpairs(hessian, options); };
}

SpectrumProbe dense_spectrum(std::size_t count) {
  return [count](SymmetricOperator& hessian) {
    const std::size_t dim = hessian.dim(), wanted = std::min(count, dim);
    const Values matrix = dense_matrix(hessian);
    const SymmetricEigen all = eigen_symmetric({matrix.data(), dim, dim});
    EigenSummary found;
    found.dim = dim;
    found.norm = std::max(-all.values.front(), all.values.back());
    found.vectors.assign(all.vectors.data(), all.vectors.data() + wanted * dim);
    const ConstMatrix<double> vectors(found.vectors.data(), wanted, dim);
    Values memory(wanted * dim);
    const Matrix<double> images(memory.data(), wanted, dim);
    gemm(vectors, ConstMatrix<double>(matrix.data(), dim, dim), images, Update::overwrite);
    const ProductRounding checked = product_rounding(hessian, vectors, images, found.norm);
    found.rounding = checked.size;
    found.products = dim + checked.products;
    found.pairs = certify(std::span(all.values).first(wanted), vectors, images, all.values,
                          {found.norm, EigenOptions().tolerance, found.rounding});
    found.simultaneous_bound = simultaneous_bound(found.pairs);
    found.converged = std::ranges::all_of(found.pairs, &Eigenpair::converged);
    found.complete = true;
    return found;
  };
}

std::size_t count_negative(const EigenSummary& spectrum, double zero) {
  return static_cast<std::size_t>(std::ranges::count_if(
      spectrum.pairs, [&](const Eigenpair& pair) { return pair.highest() < -zero; }));
}

std::size_t count_zeros(const EigenSummary& spectrum, double zero) {
  return static_cast<std::size_t>(std::ranges::count_if(
      spectrum.pairs, [&](const Eigenpair& pair) {
        return pair.highest() >= -zero && pair.lowest() <= zero;
      }));
}

StationaryCurve::StationaryCurve(Objective& objective, std::span<const double> reference,
                                 const CurveOptions& options)
    : objective_(objective), reference_(reference.begin(), reference.end()), options_(options) {}

std::vector<double> StationaryCurve::away(std::span<const double> theta) const {
  Values d(theta.begin(), theta.end());
  for (std::size_t i = 0; i < reference_.size(); ++i) d[i] -= reference_[i];
  return d;
}

/// M⁻¹ · right side
MinresSummary StationaryCurve::solve(const StationaryPoint& point, const Tangent& along,
                                     std::span<const double> right_side,
                                     const MinresOptions& options) {
  const Values d = away(point.theta);
  const auto hessian = objective_.linearize(point.theta);
  Shifted shifted(*hessian, point.c);
  Bordered m(shifted, d, corner(d, along));
  MinresSummary solved = minres(m, right_side, options);
  products_ += solved.products;
  return solved;
}

/// Newton; false if it does not arrive.
bool StationaryCurve::correct(StationaryPoint& point, const Tangent& along) {
  Values f(point.theta.size() + 1);  // (F, 0)
  const std::span<double> gradient = std::span(f).first(point.theta.size());
  for (point.corrections = 0;; ++point.corrections) {
    point.error = objective_.value_and_gradient(point.theta, gradient);
    Regulariser<double>{.beta = point.c, .reference = reference_}.add_gradient(point.theta,
                                                                               gradient);
    point.gradient_norm = norm(gradient);
    if (point.gradient_norm <= options_.gradient) return true;
    if (!std::isfinite(point.gradient_norm) || point.corrections == options_.corrections)
      return false;
    const MinresSummary change = solve(point, along, f, options_.newton);
    if (!change.converged()) ++point.unsolved;
    for (std::size_t i = 0; i < point.theta.size(); ++i) point.theta[i] -= change.x[i];
    point.c -= change.x.back();
  }
}

/// Tangent and spectrum of a stationary point.
void StationaryCurve::complete(StationaryPoint& point, const Tangent& along) {
  Values last(point.theta.size() + 1);
  last.back() = 1;
  MinresSummary solved = solve(point, along, last, options_.tangent);
  point.tangent_solved = solved.converged();
  Values t = std::move(solved.x);
  const double length = norm(t), rate = t.back();
  t.pop_back();
  const double sign = dot(t, along.theta) + rate * along.c < 0 ? -1 : 1;
  for (double& x : t) x *= sign / length;
  point.tangent = {std::move(t), sign * rate / length};
  const Values d = away(point.theta);
  point.distance = norm(d);
  point.overlap = dot(d, point.tangent.theta);
  if (!options_.spectrum) return;
  const auto hessian = objective_.linearize(point.theta);
  Shifted shifted(*hessian, point.c);
  point.spectrum = options_.spectrum(shifted);
  products_ += point.spectrum.products;
  point.negative = count_negative(point.spectrum, options_.zero);
  point.zeros = count_zeros(point.spectrum, options_.zero);
}

std::optional<StationaryPoint> StationaryCurve::finished(StationaryPoint point, const Tangent& along) {
  if (!correct(point, along)) return {};
  complete(point, along);
  return point;
}

std::optional<StationaryPoint> StationaryCurve::begin(std::span<const double> theta, double c,
                                                 double sense) {
  return finished({.c = c, .theta = {theta.begin(), theta.end()}}, {Values(theta.size()), sense});
}

std::optional<StationaryPoint> StationaryCurve::step(const StationaryPoint& from, double length) {
  StationaryPoint next{.c = from.c + length * from.tangent.c, .theta = from.theta};
  for (std::size_t i = 0; i < next.theta.size(); ++i)
    next.theta[i] += length * from.tangent.theta[i];
  return finished(std::move(next), from.tangent);
}

std::vector<double> StationaryCurve::curvature_times(const StationaryPoint& point,
                                                     std::span<const double> v) {
  const auto hessian = objective_.linearize(point.theta);
  Shifted shifted(*hessian, point.c);
  Values image(v.size());
  shifted.apply({v.data(), 1, v.size()}, {image.data(), 1, image.size()});
  ++products_;
  return image;
}

}  // namespace caldera
