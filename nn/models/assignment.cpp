#include "caldera/nn/models/assignment.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// An optimal assignment of some rows. The length of the edge from row i to column j is its slack
/// p_i + q_j − a_ij ≥ 0; that of the way back along a pair is zero.
struct Partial {
  ConstMatrix<double> a;
  std::vector<std::size_t> row_of;  // of each column, or none
  std::vector<double> p, q;

  /// A shortest path from a free row to a free column, by Dijkstra's rule.
  struct Path {
    std::vector<double> distance;     // of each column
    std::vector<std::size_t> before;  // the column before it, or none
    std::vector<bool> done;           // its distance is final
    std::size_t end = none;
  };

  void extend(Path& path, std::size_t row, double reached) const;
  Path search(std::size_t free_row) const;
  void raise_prices(std::size_t free_row, const Path& path);
  void augment(std::size_t free_row, const Path& path);
};

/// Looks from a row at all columns, and steps to the nearest.
void Partial::extend(Path& path, std::size_t row, double reached) const {
  const std::size_t from = path.end;
  path.end = none;
  for (std::size_t j = 0; j < a.cols; ++j) {
    if (path.done[j]) continue;
    const double through = reached + (p[row] + q[j] - a(row, j));
    if (through < path.distance[j]) {
      path.distance[j] = through;
      path.before[j] = from;
    }
    if (path.end == none || path.distance[j] < path.distance[path.end]) path.end = j;
  }
  path.done[path.end] = true;
}

Partial::Path Partial::search(std::size_t free_row) const {
  const std::size_t n = a.cols;
  Path path{std::vector<double>(n, std::numeric_limits<double>::infinity()),
            std::vector<std::size_t>(n, none), std::vector<bool>(n)};
  extend(path, free_row, 0);
  while (row_of[path.end] != none) extend(path, row_of[path.end], path.distance[path.end]);
  return path;
}

/// Leaves no slack on the path, and nowhere a negative one.
void Partial::raise_prices(std::size_t free_row, const Path& path) {
  const double length = path.distance[path.end];
  p[free_row] -= length;
  for (std::size_t j = 0; j < a.cols; ++j) {
    if (!path.done[j] || row_of[j] == none) continue;
    q[j] += length - path.distance[j];
    p[row_of[j]] -= length - path.distance[j];
  }
}

void Partial::augment(std::size_t free_row, const Path& path) {
  std::size_t j = path.end;
  for (; path.before[j] != none; j = path.before[j]) row_of[j] = row_of[path.before[j]];
  row_of[j] = free_row;
}

}  // namespace

Assignment best_assignment(ConstMatrix<double> a) {
  assert(a.rows == a.cols);
  const std::size_t n = a.rows;
  for (std::size_t i = 0; i < n; ++i)
    for (const double entry : a.row(i))
      if (!std::isfinite(entry))
        throw NonFiniteError("assignment: the matrix has an entry that is not finite");
  Partial partial{a, std::vector<std::size_t>(n, none), std::vector<double>(n),
                  std::vector<double>(n)};
  for (std::size_t row = 0; row < n; ++row) {
    partial.p[row] = a(row, 0) - partial.q[0];
    for (std::size_t j = 1; j < n; ++j)
      partial.p[row] = std::max(partial.p[row], a(row, j) - partial.q[j]);
    const Partial::Path path = partial.search(row);
    partial.raise_prices(row, path);
    partial.augment(row, path);
  }
  std::vector<std::size_t> column(n);
  for (std::size_t j = 0; j < n; ++j) column[partial.row_of[j]] = j;
  return {column, partial.p, partial.q};
}

}  // namespace caldera
