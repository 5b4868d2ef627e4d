#include "caldera/probes/linalg/minres.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/operators/sampling.h"

namespace caldera {
namespace {

using Values = std::vector<double>;

/// x += factor · y
void add_multiple(Values& x, double factor, const Values& y) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += factor * y[i];
}

void divide(Values& x, double divisor) {
  for (double& entry : x) entry /= divisor;
}

/// √(a² + b²), unscaled, as norm() is, of which T's entries come. That of eigen_tridiagonal.cpp
/// scales, for entries of any size, and so rounds differently.
double hypotenuse(double a, double b) { return std::sqrt(a * a + b * b); }

/// Lanczos without reorthogonalisation: column k of T is (beta_{k}, alpha_k, beta_{k+1}).
struct Lanczos {
  SymmetricOperator& a;
  Values before, now, next;  ///< v_{k−1}, v_k, v_{k+1}
  double beta = 0;           ///< of the column; 0 in the first
  double alpha = 0, next_beta = 0;

  /// Computes the column of `now`.
  void step() {
    apply_checked(a, {now.data(), 1, now.size()}, {next.data(), 1, next.size()}, 0);
    add_multiple(next, -beta, before);
    alpha = dot(now, next);
    add_multiple(next, -alpha, now);
    next_beta = norm(next);
  }

  /// To the next column; next_beta > 0.
  void advance() {
    divide(next, next_beta);
    std::swap(before, now);
    std::swap(now, next);
    beta = next_beta;
  }
};

/// The last rotation [c s; s −c], and the entries of T's triangular form R that it leaves to the
/// next columns.
struct Rotation {
  double c = -1, s = 0;
  double diagonal = 0;  ///< what the row of the next column's diagonal holds so far
  double above = 0;     ///< two places above the next column's diagonal
};

struct Run {
  Lanczos lanczos;
  Rotation rotation;
  Values direction, last_direction;  ///< columns of V R⁻¹
  double residual;                   ///< ‖r_{k−1}‖ by recurrence
  MinresSummary summary;
};

/// Where to stop before the step, x being x_{k−1} and T's column k known.
bool is_at_end(Run& run, double b_norm, double tolerance, double left) {
  MinresSummary& summary = run.summary;
  const double solved = tolerance * (summary.norm * norm(summary.x) + b_norm);
  if (run.residual <= solved)
    summary.end = MinresEnd::solved;
  else if (left <= tolerance * summary.norm)
    summary.end = MinresEnd::least_squares;
  else
    return false;
  return true;
}

/// The new column of R is (above, beside, diagonal): x_k = x_{k−1} + c ‖r_{k−1}‖ · direction.
void update(Run& run, double beside, double bar) {
  const Lanczos& t = run.lanczos;
  Rotation& q = run.rotation;
  const double diagonal = hypotenuse(bar, t.next_beta), above = q.above;
  q.above = q.s * t.next_beta;
  q.diagonal = -q.c * t.next_beta;
  q.c = bar / diagonal;
  q.s = t.next_beta / diagonal;
  Values fresh = t.now;
  add_multiple(fresh, -above, run.last_direction);
  add_multiple(fresh, -beside, run.direction);
  divide(fresh, diagonal);
  run.last_direction = std::move(run.direction);
  run.direction = std::move(fresh);
  add_multiple(run.summary.x, q.c * run.residual, run.direction);
  run.residual *= q.s;
  ++run.summary.iterations;
}

void iterate(Run& run, double b_norm, const MinresOptions& options) {
  while (run.summary.iterations < options.max_iterations) {
    Lanczos& t = run.lanczos;
    const Rotation& q = run.rotation;
    t.step();
    ++run.summary.products;
    run.summary.norm = std::max(run.summary.norm, hypotenuse(t.beta, hypotenuse(t.alpha, t.next_beta)));
    const double beside = q.c * q.diagonal + q.s * t.alpha;
    const double bar = q.s * q.diagonal - q.c * t.alpha;
    const double left = hypotenuse(bar, q.c * t.next_beta);  // ‖A r_{k−1}‖ / ‖r_{k−1}‖
    if (is_at_end(run, b_norm, options.tolerance, left)) return;
    update(run, beside, bar);
    if (t.next_beta == 0) break;  // the Krylov space is complete
    t.advance();
  }
  is_at_end(run, b_norm, options.tolerance, std::numeric_limits<double>::infinity());
}

void check(const MinresOptions& options) {
  if (!(options.tolerance > 0))
    throw InputError("minres", "tolerance", "a positive number", std::to_string(options.tolerance),
                     "change the options of the solver");
}

}  // namespace

MinresSummary minres(SymmetricOperator& a, std::span<const double> b, const MinresOptions& options) {
  check(options);
  const Values zeros(b.size());
  const double b_norm = norm(b);
  Run run{{a, zeros, {b.begin(), b.end()}, zeros}, {}, zeros, zeros, b_norm, {.x = zeros}};
  if (b_norm == 0) {
    run.summary.end = MinresEnd::solved;
    return run.summary;
  }
  divide(run.lanczos.now, b_norm);
  iterate(run, b_norm, options);
  Values image(b.size());
  apply_checked(a, {run.summary.x.data(), 1, b.size()}, {image.data(), 1, b.size()}, 0);
  ++run.summary.products;
  run.summary.residual = std::sqrt(squared_distance(b, image));
  return run.summary;
}

}  // namespace caldera
