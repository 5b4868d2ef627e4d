#include "caldera/probes/spectrum/trace_estimates.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"

namespace caldera {

namespace {

constexpr std::size_t fewest_samples = 2;

using Vector = std::span<const double>;

/// Samples x = score(v, A v) until finish(mean of x) is known well enough; returns that.
Estimate average(SymmetricOperator& a, const Sampling& sampling, std::size_t first,
                 const std::function<double(Vector v, Vector av)>& score,
                 const std::function<Estimate(Estimate)>& finish) {
  std::vector<double> samples;
  const auto take = [&](ConstMatrix<double> v, ConstMatrix<double> av) {
    for (std::size_t i = 0; i < v.rows; ++i) samples.push_back(score(v.row(i), av.row(i)));
  };
  const auto enough = [&] {
    const Estimate e = finish(mean_of(samples));
    return is_reached(sampling, e.value, e.standard_error);
  };
  const bool reached = draw_products(a, sampling, fewest_samples, first, take, enough);
  Estimate result = finish(mean_of(samples));
  result.reached = reached;
  return result;
}

Estimate as_it_is(Estimate mean) { return mean; }

double quadratic_form(Vector v, Vector av) { return dot(v, av); }
double squared_length(Vector, Vector av) { return squared_norm(av); }

/// R A R with R = I − QᵀQ, for Q with orthonormal rows. Keeps references to A and Q.
class Deflated : public SymmetricOperator {
 public:
  Deflated(SymmetricOperator& a, ConstMatrix<double> q) : a_(a), q_(q) {}
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    std::vector<double> memory(v.size());
    const Matrix<double> projected(memory.data(), v.rows, v.cols);
    for (std::size_t i = 0; i < v.rows; ++i) std::ranges::copy(v.row(i), projected.row(i).begin());
    project_out(projected, q_);
    a_.apply(projected, out);
    project_out(out, q_);
  }

 private:
  SymmetricOperator& a_;
  ConstMatrix<double> q_;
};

/// out ← A v, `block` directions at a time.
void apply_in_blocks(SymmetricOperator& a, ConstMatrix<double> v, Matrix<double> out, std::size_t block) {
  for (std::size_t i = 0; i < v.rows; i += block) {
    const std::size_t rows = std::min(block, v.rows - i);
    apply_checked(a, {v.row(i).data(), rows, v.cols}, {out.row(i).data(), rows, out.cols}, i);
  }
}

double root_mean_square(std::span<const double> x) {
  return norm(x) / std::sqrt(static_cast<double>(x.size()));
}

/// Means and sums of squared deviations of P quantities at once, updated sample by sample
/// (Welford 1962), since all samples of all entries would not fit in memory.
struct RunningMeans {
  std::vector<double> mean, squares;
  std::size_t count = 0;

  void take(Vector v, Vector av) {
    const double share = 1 / static_cast<double>(++count);
    for (std::size_t j = 0; j < mean.size(); ++j) {
      const double sample = v[j] * av[j];
      const double before = sample - mean[j];
      mean[j] = std::fma(share, before, mean[j]);
      squares[j] = std::fma(before, sample - mean[j], squares[j]);
    }
  }

  std::vector<double> standard_errors() const {
    const auto n = static_cast<double>(count);
    std::vector<double> result(squares);
    for (double& x : result) x = std::sqrt(x / ((n - 1) * n));
    return result;
  }
};

}  // namespace

Estimate hutchinson_trace(SymmetricOperator& a, const Sampling& sampling) {
  return average(a, sampling, 0, quadratic_form, as_it_is);
}

Estimate hutch_plus_plus_trace(SymmetricOperator& a, std::size_t sketch, const Sampling& sampling) {
  if (sketch == 0 || sampling.block == 0)
    throw InputError("Hutch++", "sketch and block", "at least 1 direction each", "0",
                     "choose 1 or more");
  const std::size_t columns = std::min(sketch, a.dim());
  std::vector<double> directions(columns * a.dim()), images(columns * a.dim());
  const Matrix<double> s(directions.data(), columns, a.dim());
  const Matrix<double> q(images.data(), columns, a.dim());
  fill_directions(sampling, 0, s);
  apply_in_blocks(a, s, q, sampling.block);
  const Matrix<double> basis(q.data, orthonormalise(q), a.dim());
  apply_in_blocks(a, basis, s, sampling.block);  // S has done its work, its memory takes A Q
  double seen = 0;
  for (std::size_t i = 0; i < basis.rows; ++i)
    seen += dot(ConstMatrix<double>(basis).row(i), ConstMatrix<double>(s).row(i));
  Deflated rest(a, basis);
  return average(rest, sampling, columns, quadratic_form, [&](Estimate mean) {
    mean.value += seen;
    mean.products += columns + basis.rows;
    return mean;
  });
}

Estimate squared_frobenius_norm(SymmetricOperator& a, const Sampling& sampling) {
  return average(a, sampling, 0, squared_length, as_it_is);
}

Estimate frobenius_norm(SymmetricOperator& a, const Sampling& sampling) {
  return average(a, sampling, 0, squared_length, [](Estimate square) {
    square.value = std::sqrt(square.value);
    if (square.value > 0) square.standard_error /= 2 * square.value;  // A = 0 has no error
    return square;
  });
}

DiagonalEstimate estimate_diagonal(SymmetricOperator& a, const Sampling& sampling) {
  if (sampling.directions != Directions::signs)
    throw InputError("diagonal", "directions", "signs", "normal", "choose signs");
  RunningMeans entries{std::vector<double>(a.dim()), std::vector<double>(a.dim())};
  const auto take = [&](ConstMatrix<double> v, ConstMatrix<double> av) {
    for (std::size_t i = 0; i < v.rows; ++i) entries.take(v.row(i), av.row(i));
  };
  const auto enough = [&] {
    return is_reached(sampling, root_mean_square(entries.mean),
                      root_mean_square(entries.standard_errors()));
  };
  const bool reached = draw_products(a, sampling, fewest_samples, 0, take, enough);
  return {entries.mean, entries.standard_errors(), entries.count, reached};
}

}  // namespace caldera
