#include "experiments/model/missed_eigenvalue.h"

#include <cassert>

namespace caldera {

MissedEigenvalue search_below(SymmetricOperator& a, const EigenSummary& known, double tolerance,
                              std::size_t search_products) {
  assert(!known.pairs.empty());
  const EigenSummary found = eigenpairs(a, {.bottom = known.pairs.size(),
                                            .tolerance = tolerance,
                                            .basis = 64,
                                            .search_products = search_products,
                                            .start = known.vector_rows()});
  const Eigenpair &lowest = found.pairs.front(), &before = known.pairs.front();
  MissedEigenvalue result{.value = {}, .products = found.products};
  if (lowest.highest() < before.lowest()) result.value = lowest.value;
  return result;
}

}  // namespace caldera
