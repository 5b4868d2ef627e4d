#include "experiments/complexity/record.h"

#include "experiments/run/table.h"

namespace caldera {

namespace {

struct CaseColumn {
  const char* name;
  const char* long_name;
  std::int64_t ComplexityCase::*member;
};

constexpr CaseColumn case_columns[] = {
    {"seed", "seed of the mixture and of the initial weights", &ComplexityCase::seed},
    {"features", "inputs of an example", &ComplexityCase::features},
    {"classes", "classes of the mixture", &ComplexityCase::classes},
    {"hidden", "hidden layers", &ComplexityCase::hidden},
};

struct PointColumn {
  const char* name;
  const char* units;
  const char* long_name;
  std::vector<double> ComplexityBranch::*member;
};

constexpr PointColumn point_columns[] = {
    {"beta", "1", "regularisation strength beta, branch after branch", &ComplexityBranch::beta},
    {"error", "nat", "mean cross-entropy E", &ComplexityBranch::error},
    {"distance", "1", "Euclidean norm of the parameters", &ComplexityBranch::distance},
};

/// T has a member `of`.
template <class T>
void write_cases(RunWriter& file, const std::string& group, const std::vector<T>& entries) {
  for (const CaseColumn& column : case_columns) {
    std::vector<std::int64_t> values;
    for (const T& entry : entries) values.push_back(entry.of.*column.member);
    file.vector(group + "/" + column.name, values, {"1", column.long_name});
  }
}

template <class T>
std::vector<T> read_cases(const RunFile& file, const std::string& group) {
  const std::string first = group + "/" + case_columns[0].name;
  std::vector<T> entries(file.vector<std::int64_t>(first).size());
  for (const CaseColumn& column : case_columns) {
    const std::string name = group + "/" + column.name;
    const auto values = read_column<std::int64_t>(file, name, entries.size());
    for (std::size_t i = 0; i < values.size(); ++i) entries[i].of.*column.member = values[i];
  }
  return entries;
}

void write_branches(RunWriter& file, const std::string& group,
                    const std::vector<ComplexityBranch>& branches) {
  write_cases(file, group, branches);
  std::vector<double> steps;
  std::vector<std::int64_t> points;
  for (const ComplexityBranch& branch : branches) {
    steps.push_back(branch.step);
    points.push_back(static_cast<std::int64_t>(branch.size()));
  }
  file.vector(group + "/step", steps, {"1", "step of beta, negative where it falls"});
  file.vector(group + "/points", points, {"1", "number of points"});
  for (const PointColumn& column : point_columns) {
    std::vector<double> values;
    for (const ComplexityBranch& branch : branches)
      values.insert(values.end(), (branch.*column.member).begin(), (branch.*column.member).end());
    file.vector(group + "/" + column.name, values, {column.units, column.long_name});
  }
}

/// How many there are in all branches; each has one or more.
std::size_t total_of(const RunFile& file, const std::string& name,
                     const std::vector<std::int64_t>& points) {
  constexpr std::int64_t most = 1'000'000'000;
  std::size_t total = 0;
  for (const std::int64_t count : points) {
    if (count < 1 || count > most)
      file.refuse(name, fmt::format("1 to {} points", most), fmt::format("{}", count));
    total += static_cast<std::size_t>(count);
  }
  return total;
}

/// Deals the columns of points to their branches.
void read_points(const RunFile& file, const std::string& group,
                 const std::vector<std::int64_t>& points, std::vector<ComplexityBranch>& branches) {
  const std::size_t total = total_of(file, group + "/points", points);
  for (const PointColumn& column : point_columns) {
    const auto values = read_column<double>(file, group + "/" + column.name, total);
    auto from = values.begin();
    for (std::size_t i = 0; i < branches.size(); ++i, from += points[i - 1])
      (branches[i].*column.member).assign(from, from + points[i]);
  }
}

std::vector<ComplexityBranch> read_branches(const RunFile& file, const std::string& group) {
  auto branches = read_cases<ComplexityBranch>(file, group);
  const auto steps = read_column<double>(file, group + "/step", branches.size());
  const auto points = read_column<std::int64_t>(file, group + "/points", branches.size());
  for (std::size_t i = 0; i < branches.size(); ++i) branches[i].step = steps[i];
  read_points(file, group, points, branches);
  return branches;
}

template <class T>
void add(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

void ComplexityTable::append(const ComplexityTable& part) {
  add(counts, part.counts);
  add(onset, part.onset);
  add(origin, part.origin);
}

void write_complexity(RunWriter& file, const ComplexityTable& table) {
  write_branches(file, "/counts", table.counts);
  write_branches(file, "/onset", table.onset);
  write_cases(file, "/origin", table.origin);
  std::vector<double> curvatures;
  for (const OriginCurvature& origin : table.origin) curvatures.push_back(origin.value);
  file.vector("/origin/curvature", curvatures, {"nat", "smallest eigenvalue of the Hessian of E"});
}

ComplexityTable read_complexity(const RunFile& file) {
  ComplexityTable table;
  table.counts = read_branches(file, "/counts");
  table.onset = read_branches(file, "/onset");
  table.origin = read_cases<OriginCurvature>(file, "/origin");
  const auto curvatures = read_column<double>(file, "/origin/curvature", table.origin.size());
  for (std::size_t i = 0; i < curvatures.size(); ++i) table.origin[i].value = curvatures[i];
  return table;
}

std::size_t point_behind_onset(const ComplexityBranch& branch) {
  if (branch.falls()) {
    std::size_t i = 0;
    while (i < branch.size() && is_trivial(branch.distance[i])) ++i;
    return i;
  }
  std::size_t i = branch.size();
  while (i > 0 && is_trivial(branch.distance[i - 1])) --i;
  return i;
}

}  // namespace caldera
