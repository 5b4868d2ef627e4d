#include "experiments/classroom_table.h"

#include <fmt/format.h>

#include "experiments/storage/table.h"

namespace caldera {

namespace {

constexpr Quantity<ClassroomRow> quantities[] = {
    {"beta", "1", "regularisation strength beta", &ClassroomRow::beta},
    {"steps", "1", "steps of descent at this beta", &ClassroomRow::steps},
    {"error", "nat", "mean cross-entropy E", &ClassroomRow::error},
    {"accuracy", "%", "correct answers", &ClassroomRow::accuracy},
    {"distance", "1", "Euclidean norm of the parameters", &ClassroomRow::distance},
    {"gradient_norm", "nat", "Euclidean norm of the gradient of the minimised loss",
     &ClassroomRow::gradient_norm},
    {"margin", "nat", "smallest eigenvalue of the Hessian of the minimised loss",
     &ClassroomRow::margin},
    {"x", "1", "coordinate along the first principal component", &ClassroomRow::x},
    {"y", "1", "coordinate along the second principal component", &ClassroomRow::y},
};

}  // namespace

void ClassroomBranch::add(const ClassroomRow& row, std::span<const double> theta) {
  rows.push_back(row);
  parameters.rows = rows.size();
  parameters.cols = theta.size();
  parameters.values.insert(parameters.values.end(), theta.begin(), theta.end());
}

void write_branch(RunWriter& file, const std::string& group, const ClassroomBranch& branch) {
  write_table<ClassroomRow>(file, group, branch.rows, quantities);
  file.matrix<double>(group + "/parameters", branch.parameters.view(),
                      {"1", "parameters at each point, flat"});
}

ClassroomBranch read_branch(const RunFile& file, const std::string& group) {
  ClassroomBranch branch{read_table<ClassroomRow>(file, group, quantities),
                         file.matrix<double>(group + "/parameters")};
  if (branch.parameters.rows != branch.rows.size())
    throw InputError("run file", file.path().string() + ":" + group + "/parameters",
                     fmt::format("{} rows", branch.rows.size()),
                     fmt::format("{}", branch.parameters.rows), "make the file again");
  return branch;
}

std::vector<std::string> falling_branches(const RunFile& file) {
  std::vector<std::string> groups;
  const auto next = [&] { return fmt::format("/falling{}", groups.size() + 1); };
  while (file.has(next())) groups.push_back(next());
  return groups;
}

void write_phases(RunWriter& file, const std::vector<ClassroomPhase>& phases) {
  std::vector<std::int64_t> first, last;
  for (const ClassroomPhase& phase : phases) {
    first.push_back(phase.first);
    last.push_back(phase.last);
  }
  file.vector("/phases/first", first, {"1", "first point of the rising branch in the phase"});
  file.vector("/phases/last", last, {"1", "last point of the rising branch in the phase"});
}

std::vector<ClassroomPhase> read_phases(const RunFile& file) {
  const std::vector<std::int64_t> first = file.vector<std::int64_t>("/phases/first"),
                                  last = file.vector<std::int64_t>("/phases/last");
  std::vector<ClassroomPhase> phases;
  for (std::size_t k = 0; k < std::min(first.size(), last.size()); ++k)
    phases.push_back({first[k], last[k]});
  return phases;
}

}  // namespace caldera
