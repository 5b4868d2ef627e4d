#include "experiments/complexity/record.h"

#include <cassert>
#include <numeric>

#include "experiments/run/columns.h"

namespace caldera {

namespace {

/// The columns of a case, which a T has as its member `of`, and these.
template <class T>
Columns<T> with_case(const Columns<T>& columns) {
  const Columns<T> of_case = {
      {"seed", "1", "seed of the mixture and of the initial weights",
       [](auto& row) { return &row.of.seed; }},
      {"features", "1", "inputs of an example", [](auto& row) { return &row.of.features; }},
      {"classes", "1", "classes of the mixture", [](auto& row) { return &row.of.classes; }},
      {"hidden", "1", "hidden layers", [](auto& row) { return &row.of.hidden; }},
  };
  return of_case.with(columns);
}

const auto origin_columns = with_case<OriginCurvature>({
    {"curvature", "nat", "smallest eigenvalue of the Hessian of E", &OriginCurvature::value},
});

const auto branch_columns = with_case<ComplexityBranch>({
    {"step", "1", "step of beta, negative where it falls", &ComplexityBranch::step},
    {"points", "1", "number of points", &ComplexityBranch::size},
});

/// A point of any branch; they stand one behind the other.
struct Point {
  double beta = 0, error = 0, distance = 0;
};

const Columns<Point> point_columns = {
    {"beta", "1", "regularisation strength beta, branch after branch", &Point::beta},
    {"error", "nat", "mean cross-entropy E", &Point::error},
    {"distance", "1", "Euclidean norm of the parameters", &Point::distance},
};

void write_branches(RunWriter& file, const std::string& group,
                    const std::vector<ComplexityBranch>& branches) {
  branch_columns.write(file, group, branches);
  std::vector<Point> points;
  for (const ComplexityBranch& branch : branches) {
    assert(branch.error.size() == branch.size() && branch.distance.size() == branch.size());
    for (std::size_t i = 0; i < branch.size(); ++i)
      points.push_back({branch.beta[i], branch.error[i], branch.distance[i]});
  }
  point_columns.write(file, group, points);
}

std::vector<ComplexityBranch> read_branches(const RunFile& file, const std::string& group) {
  auto branches = branch_columns.read(file, group);
  const auto counts = read_column<std::int64_t>(file, group + "/points", branches.size());
  check_range(file, group + "/points", counts, 1, 1'000'000'000);
  const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const auto points = point_columns.read(file, group, static_cast<std::size_t>(total));
  auto next = points.begin();
  for (std::size_t k = 0; k < branches.size(); ++k)
    for (std::int64_t i = 0; i < counts[k]; ++i, ++next) {
      branches[k].beta.push_back(next->beta);
      branches[k].error.push_back(next->error);
      branches[k].distance.push_back(next->distance);
    }
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
  origin_columns.write(file, "/origin", table.origin);
}

ComplexityTable read_complexity(const RunFile& file) {
  ComplexityTable table;
  table.counts = read_branches(file, "/counts");
  table.onset = read_branches(file, "/onset");
  table.origin = origin_columns.read(file, "/origin");
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
