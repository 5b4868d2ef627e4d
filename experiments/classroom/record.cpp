#include "experiments/classroom/record.h"

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<ClassroomRow> columns = {
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

const Columns<ClassroomPhase> phase_columns = {
    {"first", "1", "first point of the rising branch in the phase", &ClassroomPhase::first},
    {"last", "1", "last point of the rising branch in the phase", &ClassroomPhase::last},
};

}  // namespace

void ClassroomBranch::add(const ClassroomRow& row, std::span<const double> theta) {
  rows.push_back(row);
  parameters.rows = rows.size();
  parameters.cols = theta.size();
  parameters.values.insert(parameters.values.end(), theta.begin(), theta.end());
}

void write_branch(RunWriter& file, const std::string& group, const ClassroomBranch& branch) {
  columns.write(file, group, branch.rows);
  file.matrix<double>(group + "/parameters", branch.parameters.view(),
                      {"1", "parameters at each point, flat"});
}

ClassroomBranch read_branch(const RunFile& file, const std::string& group) {
  ClassroomBranch branch{columns.read(file, group), {}};
  branch.parameters = read_rows<double>(file, group + "/parameters", branch.rows.size());
  return branch;
}

std::vector<std::string> falling_branches(const RunFile& file) {
  std::vector<std::string> groups;
  const auto next = [&] { return fmt::format("/falling{}", groups.size() + 1); };
  while (file.has(next())) groups.push_back(next());
  return groups;
}

void write_phases(RunWriter& file, const std::vector<ClassroomPhase>& phases) {
  phase_columns.write(file, "/phases", phases);
}

std::vector<ClassroomPhase> read_phases(const RunFile& file) {
  return phase_columns.read_filled(file, "/phases");
}

ClassroomBranch read_brackets(const RunFile& file) {
  ClassroomBranch brackets = read_branch(file, "/folds");
  if (brackets.rows.size() % 2 != 0)
    file.refuse("/folds", "two rows for each transition", fmt::format("{}", brackets.rows.size()));
  return brackets;
}

namespace {

/// Both branches and the phases belong together.
void check(const RunFile& file, const ClassroomRun& run) {
  const auto points = static_cast<std::int64_t>(run.rising.rows.size());
  if (points < 2) file.refuse("/rising", "two points or more", fmt::format("{}", points));
  if (run.phases.size() != run.folds.rows.size() / 2 + 1)
    file.refuse("/phases", fmt::format("{}, as /folds has it", run.folds.rows.size() / 2 + 1),
                fmt::format("{}", run.phases.size()));
  for (const ClassroomPhase& phase : run.phases)
    if (!(0 <= phase.first && phase.first <= phase.last && phase.last < points))
      file.refuse("/phases", fmt::format("points of /rising, 0 to {}", points - 1),
                  fmt::format("{} to {}", phase.first, phase.last));
}

void read_data(const RunFile& file, ClassroomRun& run) {
  run.labels = read_filled<std::uint8_t>(file, "/data/labels");
  run.inputs = read_grid<float>(file, "/data/inputs", run.labels.size(), 2);
  for (const std::uint8_t label : run.labels)
    if (label >= classroom_classes)
      file.refuse("/data/labels", fmt::format("classes below {}", classroom_classes),
                  fmt::format("{}", label));
}

}  // namespace

ClassroomRun read_classroom(const RunFile& file) {
  check_study(file, "classroom");
  ClassroomRun run{.rising = read_branch(file, "/rising"),
                   .folds = read_brackets(file),
                   .phases = read_phases(file),
                   .x = read_filled<double>(file, "/phases/x"),
                   .y = read_filled<double>(file, "/phases/y"),
                   .plane_x = read_filled<double>(file, "/plane/x"),
                   .plane_y = read_filled<double>(file, "/plane/y"),
                   .shares = read_column<double>(file, "/plane/shares", 2)};
  for (const std::string& group : falling_branches(file))
    run.falling.push_back(read_branch(file, group));
  check(file, run);
  const std::size_t answers = run.phases.size() * run.y.size() * run.x.size();
  run.probabilities = read_grid<double>(file, "/phases/probabilities", answers, classroom_classes);
  run.error = read_grid<double>(file, "/plane/error", run.plane_y.size(), run.plane_x.size());
  read_data(file, run);
  return run;
}

}  // namespace caldera
