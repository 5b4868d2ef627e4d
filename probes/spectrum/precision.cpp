#include "caldera/probes/spectrum/precision.h"

#include <algorithm>

#include "caldera/probes/require.h"

namespace caldera {

EigenAnswer eigenpairs_in(Precision precision, SymmetricOperator& a,
                          const std::function<std::unique_ptr<SymmetricOperator>()>& in_float,
                          const EigenOptions& options) {
  constexpr Require require{"eigenpairs", "ask for double"};
  const bool wanted = precision == Precision::in_float ||
                      (precision == Precision::automatic && options.tolerance >= float_tolerance);
  const std::unique_ptr<SymmetricOperator> quick = wanted ? in_float() : nullptr;
  require(quick || precision != Precision::in_float, "precision", "double",
          "single, in which the matrix has no products");
  if (!quick) return {eigenpairs(a, options), false};

  EigenSummary found = eigenpairs(a, *quick, options);
  if (found.converged || found.limit_reached || precision == Precision::in_float)
    return {std::move(found), true};
  EigenOptions again = options;
  again.start = found.vector_rows();
  again.max_products =
      std::max(fewest_products(options), options.max_products - found.products);
  EigenSummary exact = eigenpairs(a, again);
  exact.products += found.products;
  return {std::move(exact), false};
}

}  // namespace caldera
