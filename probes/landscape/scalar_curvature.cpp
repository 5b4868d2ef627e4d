#include "caldera/probes/landscape/scalar_curvature.h"

#include <cassert>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

namespace {

/// R as a function of (tr H)², tr H², tr H and of what is known exactly.
struct Formula {
  double gg;         ///< ‖g‖²
  double ghg, hghg;  ///< gᵀHg and ‖Hg‖²

  double operator()(double squared_trace, double trace_of_square, double trace) const {
    const double b = 1 / (1 + gg);
    return b * (squared_trace - trace_of_square) + 2 * b * b * (hghg - trace * ghg);
  }
};

/// R̂ and its jackknife from tᵢ and qᵢ; see the header. Leaving out sample i moves the mean of the
/// t by −d/(n−1), d = tᵢ − t̄, and takes d² n/(n−1) from their sum of squared deviations.
Estimate jackknifed(const Formula& formula, std::span<const double> t, std::span<const double> q) {
  const auto n = static_cast<double>(t.size());
  const double t_mean = sum(t) / n, q_mean = sum(q) / n;
  const std::vector<double> means(t.size(), t_mean);
  const double squares = squared_distance(t, means);
  const auto without_bias = [&](double mean, double squared_deviations, double count) {
    return mean * mean - squared_deviations / ((count - 1) * count);
  };
  const double value = formula(without_bias(t_mean, squares, n), q_mean, t_mean);
  std::vector<double> left_out(t.size());
  for (std::size_t i = 0; i < t.size(); ++i) {
    const double d = t[i] - t_mean;
    const double mean = t_mean - d / (n - 1);
    const double squared_trace = without_bias(mean, squares - d * d * (n / (n - 1)), n - 1);
    left_out[i] = formula(squared_trace, q_mean - (q[i] - q_mean) / (n - 1), mean);
  }
  // mean_of gives √(Σ(…)²/((n−1)n)); the jackknife is (n−1) times that.
  const double scatter = mean_of(left_out).standard_error;
  return {value, (n - 1) * scatter, t.size(), t.size() + 1, false};
}

}  // namespace

ScalarCurvature scalar_curvature(SymmetricOperator& hessian, std::span<const double> gradient,
                                 const Sampling& sampling) {
  constexpr std::size_t fewest_samples = 3;
  assert(gradient.size() == hessian.dim());
  std::vector<double> image(gradient.size());
  apply_checked(hessian, {gradient.data(), 1, gradient.size()}, {image.data(), 1, image.size()}, 0);
  const Formula formula{squared_norm(gradient), dot(gradient, image), squared_norm(image)};
  std::vector<double> t, q;
  const auto take = [&](ConstMatrix<double> v, ConstMatrix<double> hv) {
    for (std::size_t i = 0; i < v.rows; ++i) {
      t.push_back(dot(v.row(i), hv.row(i)));
      q.push_back(squared_norm(hv.row(i)));
    }
  };
  const auto enough = [&] {
    const Estimate r = jackknifed(formula, t, q);
    return is_reached(sampling, r.value, r.standard_error);
  };
  const bool reached = draw_products(hessian, sampling, fewest_samples, 0, take, enough);
  ScalarCurvature result{
      jackknifed(formula, t, q), mean_of(t), mean_of(q), formula.gg, formula.ghg, formula.hghg};
  result.curvature.reached = reached;
  return result;
}

ScalarCurvature scalar_curvature(Objective& objective, std::span<const double> theta,
                                 const Sampling& sampling) {
  std::vector<double> gradient(objective.dim());
  objective.value_and_gradient(theta, gradient);
  return scalar_curvature(*objective.linearize(theta), gradient, sampling);
}

double dense_scalar_curvature(ConstMatrix<double> hessian, std::span<const double> gradient) {
  const std::size_t dim = gradient.size();
  assert(hessian.rows == dim && hessian.cols == dim);
  std::vector<double> image(dim);
  double trace = 0, trace_of_square = 0;
  for (std::size_t i = 0; i < dim; ++i) {
    image[i] = dot(hessian.row(i), gradient);
    trace += hessian(i, i);
    trace_of_square += squared_norm(hessian.row(i));
  }
  const Formula formula{squared_norm(gradient), dot(gradient, image), squared_norm(image)};
  return formula(trace * trace, trace_of_square, trace);
}

}  // namespace caldera
