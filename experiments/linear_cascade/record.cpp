#include "experiments/linear_cascade/record.h"

#include "experiments/run/columns.h"

namespace caldera {
namespace {

const Columns<LinearPoint> point_columns = {
    {"beta", "1", "regularisation strength beta", &LinearPoint::beta},
    {"error", "1", "error E", &LinearPoint::error},
    {"distance", "1", "Euclidean norm of the parameters", &LinearPoint::distance},
    {"gradient_norm", "1", "Euclidean norm of the gradient of the minimised loss",
     &LinearPoint::gradient_norm},
    {"lowest", "1", "smallest eigenvalue of the Hessian of the minimised loss",
     &LinearPoint::lowest},
    {"products", "1", "product of each mode; a row for each point", &LinearPoint::products},
};

const Columns<LinearCritical> critical_columns = {
    {"depth", "1", "layers of weights", &LinearCritical::depth},
    {"mode", "1", "mode that comes or goes", &LinearCritical::mode},
    {"singular_value", "1", "its singular value", &LinearCritical::singular_value},
    {"learned", "1", "modes that are learned on the curve", &LinearCritical::learned},
    {"fold", "1", "1: fold, 0: branch point", &LinearCritical::fold},
    {"beta", "1", "where it was found", &LinearCritical::beta},
    {"beta_error", "1", "estimate of how far that is off", &LinearCritical::beta_error},
    {"formula", "1", "beta in closed form", &LinearCritical::formula},
    {"curvature", "1", "curvature along the null vector", &LinearCritical::curvature},
    {"curvature_bound", "1", "an eigenvalue is within this of zero",
     &LinearCritical::curvature_bound},
    {"overlap", "1", "null vector times parameters", &LinearCritical::overlap},
    {"gradient_norm", "1", "Euclidean norm of the gradient of the minimised loss",
     &LinearCritical::gradient_norm},
    {"negative_before", "1", "negative eigenvalues at the point before",
     &LinearCritical::negative_before},
    {"negative_after", "1", "negative eigenvalues at the point behind",
     &LinearCritical::negative_after},
};

const Columns<LinearJump> jump_columns = {
    {"depth", "1", "layers of weights", &LinearJump::depth},
    {"mode", "1", "mode that comes or goes", &LinearJump::mode},
    {"rising", "1", "1: beta rises, 0: it falls", &LinearJump::rising},
    {"step", "1", "step of beta", &LinearJump::step},
    {"jump", "1", "change of the mode's product in that step", &LinearJump::jump},
};

const Columns<LinearOrder> order_columns = {
    {"depth", "1", "layers of weights", &LinearOrder::depth},
    {"mode", "1", "mode that comes or goes", &LinearOrder::mode},
    {"rising", "1", "1: beta rises, 0: it falls", &LinearOrder::rising},
    {"exponent", "1", "of the jump as a power of the step", &LinearOrder::exponent},
    {"exponent_error", "1", "standard error of the exponent", &LinearOrder::exponent_error},
    {"limit", "1", "jump extrapolated to steps of 0", &LinearOrder::limit},
    {"formula", "1", "that jump in closed form", &LinearOrder::formula},
};

const Columns<LinearScaling> scaling_columns = {
    {"depth", "1", "layers of weights", &LinearScaling::depth},
    {"mode", "1", "mode that goes", &LinearScaling::mode},
    {"saddle", "1", "1: saddle, 0: minimum", &LinearScaling::saddle},
    {"distance", "1", "beta of the critical point minus beta", &LinearScaling::distance},
    {"eigenvalue", "1",
     "smallest eigenvalue of the Hessian of the minimised loss but for symmetries",
     &LinearScaling::eigenvalue},
};

const Columns<LinearExponent> exponent_columns = {
    {"depth", "1", "layers of weights", &LinearExponent::depth},
    {"mode", "1", "mode that goes", &LinearExponent::mode},
    {"saddle", "1", "1: saddles, 0: minima", &LinearExponent::saddle},
    {"exponent", "1", "of the eigenvalue as a power of the distance", &LinearExponent::exponent},
    {"exponent_error", "1", "standard error of the exponent", &LinearExponent::exponent_error},
    {"prefactor", "1", "eigenvalue at distance 1 by the fit", &LinearExponent::prefactor},
    {"farthest", "1", "distances that were fitted are not above this", &LinearExponent::farthest},
};

/// Of one point or more, with a product for each mode.
LinearPath read_path(const RunFile& file, const std::string& group, std::size_t modes) {
  LinearPath path = point_columns.read_filled(file, group);
  if (path.front().products.size() != modes)
    file.refuse(group + "/products", fmt::format("{} columns", modes),
                fmt::format("{}", path.front().products.size()));
  return path;
}

constexpr std::int64_t most_layers = 100;

std::string depth_group(std::size_t depth) { return fmt::format("/depth{}", depth); }
std::string branch_group(const std::string& depth, std::size_t mode) {
  return fmt::format("{}/branch{}", depth, mode + 1);
}

void write_depth(RunWriter& file, const LinearDepth& depth) {
  const std::string group = depth_group(depth.depth);
  point_columns.write(file, group + "/rising", depth.rising);
  point_columns.write(file, group + "/falling", depth.falling);
  point_columns.write(file, group + "/origin", depth.origin);
  for (std::size_t i = 0; i < depth.branches.size(); ++i)
    point_columns.write(file, branch_group(group, i), depth.branches[i]);
}

LinearDepth read_depth(const RunFile& file, std::size_t depth, std::size_t modes) {
  const std::string group = depth_group(depth);
  LinearDepth result{depth,
                     read_path(file, group + "/rising", modes),
                     read_path(file, group + "/falling", modes),
                     read_path(file, group + "/origin", modes),
                     {}};
  for (std::size_t i = 0; i < modes; ++i)
    result.branches.push_back(read_path(file, branch_group(group, i), modes));
  return result;
}

}  // namespace

std::vector<std::size_t> changes(const LinearPath& path, std::size_t mode) {
  const auto learned = [&](std::size_t i) { return path[i].products[mode] >= learned_product; };
  std::vector<std::size_t> result;
  for (std::size_t i = 1; i < path.size(); ++i)
    if (learned(i) != learned(i - 1)) result.push_back(i);
  return result;
}

void write_linear_run(RunWriter& file, const LinearRun& run) {
  std::vector<std::int64_t> depths;
  for (const LinearDepth& depth : run.depths) {
    depths.push_back(static_cast<std::int64_t>(depth.depth));
    write_depth(file, depth);
  }
  file.vector("/depths", depths, {"1", "layers of weights"});
  file.vector("/singular_values", run.singular_values, {"1", "of the target, falling"});
  critical_columns.write(file, "/critical", run.critical);
  jump_columns.write(file, "/jumps", run.jumps);
  order_columns.write(file, "/orders", run.orders);
  scaling_columns.write(file, "/scaling", run.scaling);
  exponent_columns.write(file, "/exponents", run.exponents);
}

LinearRun read_linear_run(const RunFile& file) {
  check_study(file, "linear");
  LinearRun run;
  run.singular_values = read_filled<double>(file, "/singular_values");
  for (const double value : run.singular_values)
    if (!(value > 0)) file.refuse("/singular_values", "positive numbers", fmt::format("{}", value));
  for (const std::int64_t depth : read_filled<std::int64_t>(file, "/depths")) {
    if (depth < 2 || depth > most_layers)
      file.refuse("/depths", fmt::format("2 to {} layers", most_layers), fmt::format("{}", depth));
    run.depths.push_back(
        read_depth(file, static_cast<std::size_t>(depth), run.singular_values.size()));
  }
  run.critical = critical_columns.read(file, "/critical");
  run.jumps = jump_columns.read(file, "/jumps");
  run.orders = order_columns.read(file, "/orders");
  run.scaling = scaling_columns.read(file, "/scaling");
  run.exponents = exponent_columns.read(file, "/exponents");
  return run;
}

}  // namespace caldera
