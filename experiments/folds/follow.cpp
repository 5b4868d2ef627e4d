#include "experiments/folds/follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/continuation/follow_curve.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "experiments/model/missed_eigenvalue.h"

namespace caldera {
namespace {

using Vector = std::vector<double>;

double distance_between(const Vector& a, std::span<const double> b) {
  return std::sqrt(squared_distance(a, b));
}

/// From a random start at every point: one from the last point's vectors would be quicker, but
/// blind for an eigenvalue that comes down across these. Without a search for missing pairs: that
/// the smallest is not missed is assumed, and checked where a fold is certified
/// (missed_eigenvalue.h).
SpectrumProbe lowest_eigenvalues(const FoldOptions& options, double residual) {
  return lanczos_spectrum(
      {.bottom = options.eigenvalues, .tolerance = residual, .basis = 64, .search_products = 0});
}

bool is_saddle(const EigenSummary& found) { return found.pairs.front().highest() < 0; }

using Notes = std::vector<std::string>;

void note(Notes& notes, bool condition, std::string text) {
  if (condition) notes.push_back(std::move(text));
}

/// Descends, and again from beside the point as long as that is a saddle.
struct Settled {
  EigenSummary spectrum;
  double gradient_norm = 0;
  std::size_t products = 0;
  bool converged = false;  ///< the last descent

  Notes notes(double beta) const {
    Notes all;
    note(all, !converged,
         fmt::format("descent at beta {:.6f} ended at a gradient of {:.1e}", beta, gradient_norm));
    note(all, is_saddle(spectrum), fmt::format("descent at beta {:.6f} ended on a saddle", beta));
    note(all, !spectrum.converged,
         fmt::format("the lowest eigenvalues at beta {:.6f} did not converge", beta));
    return all;
  }
};
Settled settle(const FoldProblem& problem, Vector& theta, double beta) {
  const SpectrumProbe spectrum = lowest_eigenvalues(problem.options, problem.options.residual);
  NewtonMinimiser newton(problem.objective, {.gradient = problem.options.gradient});
  Settled settled;
  for (int kicks = 0;; ++kicks) {
    settled.converged = newton.minimise(theta, {.beta = beta}, 0).converged;
    const auto hessian = problem.objective.linearize(theta);
    Shifted shifted(*hessian, beta);
    settled.spectrum = spectrum(shifted);
    settled.gradient_norm = newton.gradient_norm();
    settled.products += newton.products() + settled.spectrum.products;
    if (!is_saddle(settled.spectrum) || kicks == problem.options.kicks) return settled;
    const auto lowest = settled.spectrum.vector_rows().row(0);
    for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += problem.options.kick * lowest[i];
  }
}

FoldPathRow path_row(const StationaryPoint& point, std::size_t products) {
  const double across = norm(point.tangent.theta), rate = point.tangent.c;
  // (∇²E + cI) t_θ = −t_c θ, so both of these are known without another product.
  const double curvature = -rate * point.overlap / (across * across);
  const double image = std::abs(rate) * point.distance / across;
  return {.beta = point.c,
          .error = point.error,
          .distance = point.distance,
          .gradient_norm = point.gradient_norm,
          .rate = rate,
          .curvature = curvature,
          .curvature_bound = std::sqrt(std::max(0.0, image * image - curvature * curvature)),
          .margin = point.spectrum.pairs.front().value,
          .margin_bound = point.spectrum.pairs.front().bound,
          .products = static_cast<double>(products)};
}

/// Shares of a unit vector's squared length, by slice of θ.
Vector shares_by_slice(const NetworkShape& shape, const Vector& unit) {
  Vector shares;
  for (const ParameterSlice& slice : parameter_slices(shape))
    shares.push_back(
        squared_norm(std::span<const double>(unit).subspan(slice.offset, slice.rows * slice.cols)));
  return shares;
}

/// How the mean error of each class changes along a direction; NaN for a class without examples.
Vector changes_by_class(const FoldProblem& problem, const Vector& theta, const Vector& direction) {
  Vector changes(problem.data.classes, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t k = 0; k < changes.size(); ++k) {
    const Dataset examples = examples_of_class(problem.data, static_cast<std::uint8_t>(k));
    if (examples.count == 0) continue;
    Vector gradient(theta.size());
    DatasetObjective(problem.shape, examples).value_and_gradient(theta, gradient);
    changes[k] = dot(gradient, direction);
  }
  return changes;
}

/// What is known of a critical point by itself.
FoldRow fold_row(const FoldProblem& problem, const CriticalPoint& found) {
  const Evaluation at = problem.objective.evaluate(found.point.theta);
  return {.is_fold = found.kind == CriticalKind::fold ? 1.0 : 0.0,
          .converged = found.converged ? 1.0 : 0.0,
          .beta = found.point.c,
          .beta_error = found.c_error,
          .gradient_norm = found.point.gradient_norm,
          .curvature = found.curvature,
          .curvature_bound = found.curvature_bound,
          .overlap = found.overlap,
          .error = at.error,
          .accuracy = at.accuracy,
          .distance = norm(found.point.theta),
          .layer_shares = shares_by_slice(problem.shape, found.null_vector),
          .class_changes = changes_by_class(problem, found.point.theta, found.null_vector),
          .direction = found.null_vector};
}

void add_margins(FoldRow& row, const StationaryPoint& before, const StationaryPoint& after) {
  row.margin_before = before.spectrum.pairs.front().value;
  row.margin_before_bound = before.spectrum.pairs.front().bound;
  row.negative_before = static_cast<double>(before.negative);
  row.margin_after = after.spectrum.pairs.front().value;
  row.margin_after_bound = after.spectrum.pairs.front().bound;
  row.negative_after = static_cast<double>(after.negative);
}

/// Descends from just beyond the critical point, on the side where β goes on to.
FoldStart fall(const FoldProblem& problem, const CriticalPoint& from, double sense, FoldRow& row,
               Notes& notes) {
  const FoldOptions& options = problem.options;
  FoldStart next{from.point.c * (1 + sense * options.beyond), from.point.theta};
  for (std::size_t i = 0; i < next.theta.size(); ++i)
    next.theta[i] += options.kick * from.null_vector[i];
  for (std::string& text : settle(problem, next.theta, next.beta).notes(next.beta))
    notes.push_back(std::move(text));
  const Evaluation at = problem.objective.evaluate(next.theta);
  row.next_beta = next.beta;
  row.next_error = at.error;
  row.next_accuracy = at.accuracy;
  row.next_distance = norm(next.theta);
  row.fallen = distance_between(from.point.theta, next.theta);
  return next;
}

void add_fall(FoldRow& row, const FoldRow& fallen) {
  row.next_beta = fallen.next_beta;
  row.next_error = fallen.next_error;
  row.next_accuracy = fallen.next_accuracy;
  row.next_distance = fallen.next_distance;
  row.fallen = fallen.fallen;
}

CurveOptions curve_options(const FoldOptions& options, double residual) {
  return {.gradient = options.gradient,
          .newton = {.tolerance = options.newton, .max_iterations = options.iterations},
          .tangent = {.tolerance = options.tangent, .max_iterations = options.iterations},
          .spectrum = lowest_eigenvalues(options, residual)};
}

/// Whether the spectra beside a critical point have missed the smallest eigenvalue: what is said of
/// a minimum in front of it and of a saddle behind it rests on that.
void check_lowest(const FoldProblem& problem, std::initializer_list<const StationaryPoint*> beside,
                  FollowedMinimum& result) {
  for (const StationaryPoint* const point : beside) {
    const auto hessian = problem.objective.linearize(point->theta);
    Shifted shifted(*hessian, point->c);
    const MissedEigenvalue found =
        search_below(shifted, point->spectrum, problem.options.fine_residual);
    result.search_products += found.products;
    if (!found.value) continue;
    result.missed = MissedLowest{point->c, point->spectrum.pairs.front().value, *found.value};
    result.fold->converged = 0;
  }
}

/// The branch point between two points, from spectra as fine as its certificate needs.
CriticalPoint closed_in(const FoldProblem& problem, const StationaryPoint& before,
                        const StationaryPoint& after) {
  StationaryCurve curve(problem.objective, {},
                        curve_options(problem.options, problem.options.fine_residual));
  double length = (after.c - before.c) * before.tangent.c;  // of the step from one to the other
  for (std::size_t i = 0; i < before.theta.size(); ++i)
    length += (after.theta[i] - before.theta[i]) * before.tangent.theta[i];
  return refine_critical_point(curve, before, after, length, {.curvature = problem.options.curvature});
}

/// What of a path and its end comes of solves that did not converge.
void note_unsolved(Notes& notes, const FollowedCurve& found, std::size_t rough_spectra) {
  note(notes, found.unsolved > 0,
       fmt::format("the tangents of {} of {} points are not solved to the tolerance",
                   found.unsolved, found.points));
  note(notes, rough_spectra > 0,
       fmt::format("the lowest eigenvalues of {} of {} points did not converge", rough_spectra,
                   found.points));
}

void note_end(Notes& notes, const CriticalPoint& end, bool saddle_found) {
  const double beta = end.point.c;
  note(
      notes, !end.solved,
      fmt::format("the critical point at beta {:.6f} rests on a system that was not solved", beta));
  note(notes, !saddle_found,
       fmt::format("no saddle was found behind beta {:.6f}: the last point stands for it", beta));
}

/// The smallest eigenvalues at the last point before a critical point and at a saddle behind it, as
/// fine as their signs need: they are near zero. `last` stands for a saddle that is not found.
void look_beside(const FoldProblem& problem, const CriticalPoint& end, const StationaryPoint& before,
                 const StationaryPoint& last, FollowedMinimum& result) {
  StationaryCurve curve(problem.objective, {},
                        curve_options(problem.options, problem.options.fine_residual));
  const std::optional<StationaryPoint> saddle = curve.step(end.point, problem.options.behind);
  note_end(result.notes, end, saddle.has_value());
  const auto again = [&](const StationaryPoint& point) {
    return curve.step(point, 0).value();  // it is stationary: Newton has nothing to do
  };
  const StationaryPoint in_front = again(before), behind = saddle ? *saddle : again(last);
  add_margins(*result.fold, in_front, behind);
  check_lowest(problem, {&in_front, &behind}, result);
}

}  // namespace

Polished polish(const FoldProblem& problem, std::span<const double> theta, double beta) {
  const Regulariser<double> pull{.beta = beta};
  Polished result{{beta, {theta.begin(), theta.end()}}, {.beta = beta}};
  PolishRow& row = result.row;
  Vector gradient(theta.size());
  const Evaluation trained = problem.objective.evaluate_with_gradient(theta, gradient);
  pull.add_gradient(theta, gradient);
  row.trained_error = trained.error;
  row.trained_accuracy = trained.accuracy;
  row.trained_distance = norm(theta);
  row.trained_gradient_norm = norm(gradient);

  const Settled settled = settle(problem, result.start.theta, beta);
  const Evaluation at = problem.objective.evaluate(result.start.theta);
  row.error = at.error;
  row.accuracy = at.accuracy;
  row.distance = norm(result.start.theta);
  row.gradient_norm = settled.gradient_norm;
  row.moved = distance_between(result.start.theta, theta);
  row.margin = settled.spectrum.pairs.front().value;
  row.margin_bound = settled.spectrum.pairs.front().bound;
  row.products = static_cast<double>(settled.products);
  result.notes = settled.notes(beta);
  return result;
}

FollowedMinimum follow_to_fold(const FoldProblem& problem, const FoldStart& start,
                               const FollowOptions& wanted) {
  const FoldOptions& options = problem.options;
  StationaryCurve curve(problem.objective, {}, curve_options(options, options.residual));
  const double sense = direction(start.beta, wanted.end_beta);
  const std::optional<StationaryPoint> first = curve.begin(start.theta, start.beta, sense);
  if (!first)
    throw InputError("folds", fmt::format("beta {:.6g}", start.beta), "a stationary point",
                     "none that Newton's method finds", "begin further from the transition");
  ContinuationOptions along{.step = options.step,
                            .longest = options.longest,
                            .critical = 1,
                            .refine = {.curvature = options.curvature, .crossing_steps = 0}};
  (sense < 0 ? along.lowest_c : along.highest_c) = wanted.end_beta;
  if (sense < 0) along.largest_share = options.largest_share;
  FollowedMinimum result;
  std::size_t rough_spectra = 0, counted = 0;
  StationaryPoint before = *first, last = *first;  // the last two that were visited
  const FollowedCurve found = follow_curve(curve, *first, along, [&](const StationaryPoint& point) {
    result.path.push_back(path_row(point, curve.products() - counted));
    counted = curve.products();
    if (!point.spectrum.converged) ++rough_spectra;
    before = std::move(last);
    last = point;
    wanted.watch(point.c);
  });
  result.stuck = found.end == ContinuationEnd::stuck || found.end == ContinuationEnd::limit;
  note_unsolved(result.notes, found, rough_spectra);
  if (found.critical.empty()) return result;
  CriticalPoint end = found.critical.front();
  const bool wide = std::abs(last.c - before.c) > options.widest * before.c;  // a fall would begin far off
  if (end.kind == CriticalKind::branch && wide) end = closed_in(problem, before, last);
  FoldRow fallen;
  result.next = fall(problem, end, sense, fallen, result.notes);
  const bool jumps = std::abs(fallen.next_error - last.error) >= wanted.jump;
  if (end.kind == CriticalKind::branch && jumps && !wide) end = closed_in(problem, before, last);
  result.fold = fold_row(problem, end);
  add_fall(*result.fold, fallen);
  look_beside(problem, end, before, last, result);
  return result;
}

}  // namespace caldera
