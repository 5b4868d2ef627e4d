#include "caldera/probes/spectrum/lanczos.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/require.h"
#include "caldera/probes/spectrum/krylov_space.h"
#include "caldera/probes/spectrum/product_rounding.h"
#include "caldera/probes/spectrum/wanted_pairs.h"

namespace caldera {
namespace {

constexpr std::size_t certificate_products = 4;  // behind the last step: product_rounding.h

struct Run {
  const EigenOptions& options;
  KrylovSpace space;
  EigenSummary summary;
  SymmetricEigen ritz;  ///< as of the last look at the space
};

std::size_t wanted_count(const Run& run) { return wanted_count(run.options); }

/// Whether another step leaves enough for the certificates.
bool may_multiply(const Run& run) {
  return run.space.products + run.space.pending + certificate_products <= run.options.max_products;
}

/// Of the wanted pairs, the `bottom` ones being the first.
ResidualScale scale_of(const Run& run) {
  const EigenOptions& o = run.options;
  return {run.summary.norm, o.tolerance, run.summary.rounding, o.relative_tolerance, o.bottom};
}

void look(Run& run) {
  run.ritz = ritz_pairs(run.space);
  for (const double value : run.ritz.values)
    run.summary.norm = std::max(run.summary.norm, std::abs(value));
}

/// How many of the wanted pairs have converged. Half of the tolerance is left to rounding, and to
/// what locking cuts off.
std::size_t converged_count(const Run& run) {
  if (run.space.used < wanted_count(run)) return 0;
  const std::vector<double> residuals = residual_estimates(run.space, run.ritz);
  const auto wanted = first_wanted(run.ritz.values, run.options, wanted_count(run));
  const ResidualScale scale = scale_of(run);
  std::size_t count = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (residuals[wanted[i]] <= scale.allowed(i, run.ritz.values[wanted[i]]) / 2) ++count;
  return count;
}

/// Ritz vectors kept beyond the wanted ones save work in the next cycle: half of the room.
void restart_full_basis(Run& run) {
  const std::size_t wanted = wanted_count(run);
  const std::size_t room = run.space.basis - wanted - run.space.pending;
  restart(run.space, run.ritz, first_wanted(run.ritz.values, run.options, wanted + room / 2));
  ++run.summary.restarts;
}

/// Steps and restarts until all wanted pairs have converged, as far as estimates tell. False if
/// the products do not suffice. Leaves the last Ritz pairs in run.ritz.
bool converge(Run& run) {
  for (;;) {
    look(run);
    const std::size_t converged = converged_count(run);
    if (run.options.watch) run.options.watch(run.space.products, converged);
    if (converged == wanted_count(run)) return true;
    if (!may_multiply(run)) return false;
    if (!run.space.can_grow()) restart_full_basis(run);
    grow(run.space);
  }
}

/// The first block.
void begin(Run& run) {
  const ConstMatrix<double>& given = run.options.start;
  const std::size_t sums = std::min(given.rows, run.space.block);
  start(run.space, {start_sums(given, sums).data(), sums, given.cols});
}

struct Found {
  std::vector<double> values;       ///< of the wanted pairs
  std::vector<double> ritz_values;  ///< all
};

/// Where all eigenvalues lie but those of the wanted pairs, which are the first rows of the basis,
/// from what has grown behind them.
Range range_of_others(const Run& run, std::size_t starts) {
  const KrylovSpace& space = run.space;
  const std::size_t first = wanted_count(run), rows = space.used - first;
  return range_of_eigenvalues(
      {{space.t.data() + first * (space.basis + 1), rows, rows, space.basis},
       {space.coupling.data(), space.pending, space.last},
       starts,
       space.dim() - first},
      run.options.missed_chance);
}

/// Whether pairs that lie in the range are none of the wanted ones, as far as the tolerance tells
/// them apart.
bool rules_out(const Range& others, const Found& found, const Run& run) {
  const EigenOptions& options = run.options;
  const ResidualScale scale = scale_of(run);
  const auto& values = found.values;
  const bool below =
      options.bottom == 0 || others.lowest >= values[options.bottom - 1] - scale.allowed(0, 0);
  const std::size_t first = options.bottom;  // of those that are not
  if (options.top > 0)
    return below && others.highest <= values[first] + scale.allowed(first, values[first]);
  double smallest = run.summary.norm;
  for (std::size_t i = options.bottom; i < values.size(); ++i)
    smallest = std::min(smallest, std::abs(values[i]));
  const double slack = scale.allowed(first, smallest);
  const bool magnitudes = options.largest_magnitude == 0 || (others.highest <= smallest + slack &&
                                                             others.lowest >= -smallest - slack);
  return below && magnitudes;
}

/// Grows from random directions orthogonal to the wanted pairs, of which the basis consists, and
/// says whether anything comes in that belongs to them.
bool search_finds_more(Run& run, const Found& found, const std::vector<double>& known) {
  if (run.options.search_block > 0)  // from here on: what is found goes on as it was found
    run.space.block = std::min(run.space.block, run.options.search_block);
  run.space.pending = 0;
  start(run.space, {});
  const std::size_t starts = run.space.pending, before = run.space.products;
  std::size_t spent = 0;
  bool sure = false;
  while (!sure && run.space.can_grow() && spent < run.options.search_products &&
         may_multiply(run)) {
    grow(run.space);
    spent = run.space.products - before;
    sure = run.options.brief_search && rules_out(range_of_others(run, starts), found, run);
  }
  ++run.summary.searches;
  run.summary.limit_reached = !sure && run.space.can_grow() && spent < run.options.search_products;
  look(run);
  const std::vector<double> now = ranking(run.ritz.values, run.options);
  const ResidualScale scale = scale_of(run);
  for (std::size_t i = 0; i < now.size(); ++i)
    if (std::abs(now[i] - known[i]) > scale.allowed(i, known[i])) return true;
  run.summary.searched = spent;
  if (spent > 0) run.summary.others = range_of_others(run, starts);
  return false;
}

/// Converge, lock, search, until a search finds nothing more. The eigenvectors are then the first
/// rows of the basis.
Found iterate(Run& run) {
  for (;;) {
    const bool converged = converge(run);
    Found found{{}, run.ritz.values};
    const auto wanted = first_wanted(run.ritz.values, run.options, wanted_count(run));
    for (const std::size_t i : wanted) found.values.push_back(run.ritz.values[i]);
    const std::vector<double> known = ranking(run.ritz.values, run.options);
    const bool complete = run.space.used == run.space.dim();
    run.summary.complete = complete;
    restart(run.space, run.ritz, wanted);
    run.summary.limit_reached = !converged;
    if (!converged || complete || run.options.search_products == 0) return found;
    if (!search_finds_more(run, found, known)) return found;
  }
}

/// The certificates, from products with A, and what they cost.
EigenSummary certified(SymmetricOperator& a, Run& run, const Found& found) {
  const std::size_t k = found.values.size(), dim = run.space.dim();
  EigenSummary summary = std::move(run.summary);
  summary.dim = dim;
  summary.vectors.assign(run.space.rows.data(), run.space.rows.data() + k * dim);
  const ConstMatrix<double> vectors(summary.vectors.data(), k, dim),
      images(run.space.images.data(), k, dim);
  const ProductRounding checked = product_rounding(a, vectors, images, summary.norm);
  summary.rounding = checked.size;
  run.summary.norm = summary.norm;
  run.summary.rounding = summary.rounding;
  summary.pairs = certify(found.values, vectors, images, found.ritz_values, scale_of(run));
  summary.products = run.space.products + checked.products;
  summary.simultaneous_bound = simultaneous_bound(summary.pairs);
  if (summary.searched > 0) {  // what couples pairs and others moves these by no more (Weyl)
    summary.others.lowest -= summary.simultaneous_bound;
    summary.others.highest += summary.simultaneous_bound;
  }
  summary.converged = std::ranges::all_of(summary.pairs, &Eigenpair::converged);
  return summary;
}

}  // namespace

std::vector<double> start_sums(ConstMatrix<double> given, std::size_t count) {
  std::vector<double> sums(count * given.cols, 0.0);
  for (std::size_t i = 0; i < given.rows; ++i)
    for (std::size_t j = 0; j < given.cols; ++j) sums[(i % count) * given.cols + j] += given(i, j);
  return sums;
}

std::size_t fewest_products(const EigenOptions& options) {
  return wanted_count(options) + options.block + certificate_products;
}

std::size_t default_basis(const EigenOptions& options, std::size_t dim) {
  return std::min(dim, 2 * wanted_count(options) + 3 * options.block + 32);
}

EigenSummary eigenpairs(SymmetricOperator& a, const EigenOptions& options) {
  return eigenpairs(a, a, options);
}

EigenSummary eigenpairs(SymmetricOperator& a, SymmetricOperator& quick,
                        const EigenOptions& options) {
  check_options(options, a.dim());
  constexpr Require require{"eigenpairs", "give two forms of one matrix"};
  require(quick.dim() == a.dim(), "quick operator", std::to_string(a.dim()) + " rows",
          std::to_string(quick.dim()));
  const std::size_t basis = options.basis > 0 ? options.basis : default_basis(options, a.dim());
  Run run{options, KrylovSpace(quick, basis, options.block, options.seed), {}, {}};
  begin(run);
  const Found found = iterate(run);
  return certified(a, run, found);
}

}  // namespace caldera
