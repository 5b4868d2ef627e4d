#include "plots/linear_phases/tree_drawing.h"

#include <algorithm>
#include <iterator>

namespace caldera {
namespace {

/// Minima that are joined already, by rising number, with the end of their branch.
struct Branch {
  std::vector<std::size_t> minima;
  double x = 0, y = 0;
};

std::vector<Branch>::iterator branch_of(std::vector<Branch>& branches, std::size_t minimum) {
  return std::ranges::find_if(branches, [&](const Branch& branch) {
    return std::ranges::find(branch.minima, minimum) != branch.minima.end();
  });
}

/// The minima from left to right: sets that are joined stand side by side.
std::vector<std::size_t> order_of(std::size_t count, const std::vector<PhaseJoin>& joins) {
  std::vector<Branch> sets(count);
  for (std::size_t i = 0; i < count; ++i) sets[i].minima = {i};
  for (const PhaseJoin& join : joins) {
    auto left = branch_of(sets, join.deeper), right = branch_of(sets, join.shallower);
    if (left == right) continue;
    if (right->minima.front() < left->minima.front()) std::swap(*left, *right);
    std::ranges::copy(right->minima, std::back_inserter(left->minima));
    sets.erase(right);
  }
  std::vector<std::size_t> order;
  for (const Branch& set : sets) std::ranges::copy(set.minima, std::back_inserter(order));
  return order;
}

void add_segment(Series& series, double x, double y, double to_x, double to_y) {
  series.x.push_back(x);
  series.y.push_back(y);
  series.to_x.push_back(to_x);
  series.to_y.push_back(to_y);
}

}  // namespace

TreeDrawing drawn_tree(const std::vector<double>& heights, const std::vector<PhaseJoin>& joins,
                       double top) {
  TreeDrawing drawing{.places = std::vector<double>(heights.size())};
  drawing.branches.mark = Mark::segments;
  const std::vector<std::size_t> order = order_of(heights.size(), joins);
  std::vector<Branch> branches;
  for (std::size_t i = 0; i < order.size(); ++i) {
    drawing.places[order[i]] = static_cast<double>(i + 1);
    branches.push_back({{order[i]}, static_cast<double>(i + 1), heights[order[i]]});
  }
  for (const PhaseJoin& join : joins) {
    const auto one = branch_of(branches, join.deeper), other = branch_of(branches, join.shallower);
    if (one == other) continue;
    add_segment(drawing.branches, one->x, one->y, one->x, join.height);
    add_segment(drawing.branches, other->x, other->y, other->x, join.height);
    add_segment(drawing.branches, one->x, join.height, other->x, join.height);
    one->x = (one->x + other->x) / 2;
    one->y = join.height;
    drawing.join_x.push_back(one->x);
    drawing.join_y.push_back(one->y);
    std::ranges::copy(other->minima, std::back_inserter(one->minima));
    branches.erase(other);
  }
  for (const Branch& branch : branches)
    add_segment(drawing.branches, branch.x, branch.y, branch.x, top);
  return drawing;
}

}  // namespace caldera
