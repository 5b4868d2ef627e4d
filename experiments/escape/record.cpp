#include "experiments/escape/record.h"

#include <algorithm>

#include "caldera/autograd/arithmetic/elementary.h"
#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<Trap> columns = {
    {"error", "nat", "mean cross-entropy at the minimum", &Trap::error},
    {"distance", "1", "norm of its parameters", &Trap::distance},
    {"gradient_norm", "1", "norm of the gradient of what is minimised", &Trap::gradient_norm},
    {"curvature", "nat", "smallest eigenvalue of the Hessian of what is minimised",
     &Trap::curvature},
    {"curvature_bound", "nat", "an eigenvalue lies so near", &Trap::curvature_bound},
};

}  // namespace

void write_trap(RunWriter& file, const Trap& trap) { columns.write(file, "/trap", {trap}); }

Trap read_trap(const RunFile& file) { return columns.read_single(file, "/trap"); }

double escape_level(std::size_t classes) {
  return elementary::log(static_cast<double>(classes)) - 0.1;
}

std::size_t first_escaped(std::span<const double> error, std::size_t classes) {
  const double level = escape_level(classes);
  return static_cast<std::size_t>(std::ranges::find_if(error, [&](double e) { return e < level; }) -
                                  error.begin());
}

}  // namespace caldera
