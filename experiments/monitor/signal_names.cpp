#include "experiments/monitor/signal_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

using Names = std::vector<std::string>;

void add(Names& names, const std::string& prefix, const Names& more) {
  for (const std::string& name : more) names.push_back(prefix + name);
}

const Names place = {"step", "epoch", "beta", "learning_rate"};
const Names noise = {"gradient_variance", "gradient_signal", "critical_batch"};
const Names ranks = {"_effective_rank", "_stable_rank", "_participation"};
const Names similarities = {"_cka", "_pwcca", "_svcca"};

void add_step(const NetworkShape& shape, Names& names) {
  add(names, "step/", place);
  add(names, "step/", {"error", "gradient_norm", "update_norm"});
  add(names, "step/", noise);
  add(names, "step/", {"noise_scale", "alignment", "top_share"});
  add(names, "step/hidden", ranks);
  names.push_back("step/hidden_entropy");
  for (const ParameterSlice& slice : parameter_slices(shape))
    if (slice.kind == "weight") add(names, "step/" + slice.layer, ranks);
}

void add_epoch(const NetworkShape& shape, Names& names) {
  add(names, "epoch/", place);
  add(names, "epoch/", {"error", "test_error", "test_accuracy", "distance", "loss"});
  const Names layers = hidden_layers(shape);
  for (std::size_t k = 0; k < layers.size(); ++k) {
    add(names, "epoch/" + layers[k], similarities);
    if (k + 1 < layers.size()) add(names, "epoch/" + layers[k] + "_" + layers[k + 1], similarities);
  }
}

void add_curvature(const MonitorOptions& options, Names& names) {
  if (options.curvature_every == 0) return;
  add(names, "curvature/", place);
  add(names, "curvature/", noise);
  for (std::int64_t k = 1; k <= options.top; ++k)
    names.push_back(fmt::format("curvature/eigenvalue{}", k));
  add(names, "curvature/", {"trace", "trace_error"});
}

void check_signal(const Rule& rule, const std::string& signal, const Names& names) {
  if (std::ranges::find(names, signal) != names.end()) return;
  const std::string table = signal.substr(0, signal.find('/') + 1);
  std::string known;
  for (const std::string& name : names)
    if (name.starts_with(table)) known += (known.empty() ? "one of " : ", ") + name;
  if (known.empty()) known = "no signal of " + table + ", as --curvature-every is 0";
  throw InputError("rule", "'" + rule.text + "'", known, "'" + signal + "'", "name one that there is");
}

}  // namespace

std::vector<std::string> signal_names(const NetworkShape& shape, const MonitorOptions& options) {
  Names names;
  add_step(shape, names);
  add_epoch(shape, names);
  add_curvature(options, names);
  return names;
}

void check_signals(const Rule& rule, const std::vector<std::string>& names) {
  check_signal(rule, rule.signal, names);
  if (!rule.witness.empty()) check_signal(rule, rule.witness, names);
}

}  // namespace caldera
