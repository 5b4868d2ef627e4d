#include "caldera/probes/spectrum/precision.h"

#include <algorithm>
#include <utility>

#include "caldera/probes/require.h"

namespace caldera {
namespace {

/// The smaller one, of those that some of the wanted pairs keep to.
double least_tolerance(const EigenOptions& options) {
  if (!(options.relative_tolerance > 0)) return options.tolerance;
  return options.bottom == 0 ? options.relative_tolerance
                             : std::min(options.tolerance, options.relative_tolerance);
}

/// Goes on from what was found in float, with the products that it left.
EigenAnswer in_double(SymmetricOperator& a, EigenOptions options, const EigenSummary& found) {
  const std::size_t spent = found.products;
  options.start = found.vector_rows();
  options.max_products -= spent;
  if (options.watch)
    options.watch = [spent, watch = options.watch](std::size_t products, std::size_t converged) {
      watch(spent + products, converged);
    };
  EigenAnswer answer{.found = eigenpairs(a, options), .in_vain = spent};
  answer.found.products += spent;
  return answer;
}

}  // namespace

EigenAnswer eigenpairs_in(Precision precision, SymmetricOperator& a,
                          const std::function<std::unique_ptr<SymmetricOperator>()>& in_float,
                          const EigenOptions& options) {
  constexpr Require require{"eigenpairs", "ask for double"};
  const bool wanted = precision == Precision::in_float ||
                      (precision == Precision::automatic && least_tolerance(options) >= float_tolerance);
  std::unique_ptr<SymmetricOperator> quick = wanted ? in_float() : nullptr;
  require(quick || precision != Precision::in_float, "precision", "double",
          "single, in which the matrix has no products");
  if (!quick) return {.found = eigenpairs(a, options)};

  EigenSummary found = eigenpairs(a, *quick, options);
  quick.reset();
  const bool too_coarse = precision == Precision::automatic && !found.converged;
  if (too_coarse && found.products + fewest_products(options) <= options.max_products)
    return in_double(a, options, found);
  found.limit_reached = found.limit_reached || too_coarse;
  return {.found = std::move(found), .in_float = true};
}

}  // namespace caldera
