#include "plots/hysteresis_loops.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "autograd/arithmetic/error.h"

namespace caldera {

namespace {

double guessing(const SweepRow& row) {
  return std::log(static_cast<double>(row.test_accuracy_by_class.size()));
}

/// The middle of the step into the trivial phase that reaches to the largest β.
double edge_of_trivial_phase(const std::vector<SweepRow>& rows) {
  std::size_t first = rows.size();
  while (first > 0 && is_trivial(rows[first - 1])) --first;
  if (first == 0 || first == rows.size()) return std::numeric_limits<double>::quiet_NaN();
  return (rows[first - 1].beta + rows[first].beta) / 2;
}

/// A point of both branches.
struct Pair {
  const SweepRow *rising, *falling;
  double error() const {
    return std::abs(falling->training_error_running - rising->training_error_running);
  }
  double distance() const { return std::abs(falling->distance - rising->distance); }
};

std::vector<Pair> common_points(const SeedSweep& rising, const SeedSweep& falling) {
  std::vector<Pair> pairs;
  const double tolerance = rising.step / 100;
  for (const SweepRow& row : falling.rows) {
    const auto above = std::ranges::lower_bound(rising.rows, row.beta - tolerance, {}, &SweepRow::beta);
    if (above != rising.rows.end() && above->beta <= row.beta + tolerance)
      pairs.push_back({&*above, &row});
  }
  return pairs;
}

/// Trapezoids over the points first … last and their neighbours, where the branches meet.
Loop loop_over(const std::vector<Pair>& pairs, std::size_t first, std::size_t last) {
  Loop loop{pairs[first].falling->beta, pairs[last].falling->beta};
  const std::size_t begin = first - std::min<std::size_t>(first, 1);
  const std::size_t end = std::min(last + 1, pairs.size() - 1);
  for (std::size_t i = begin; i < end; ++i) {
    const double width = pairs[i + 1].falling->beta - pairs[i].falling->beta;
    loop.error_area += width * (pairs[i].error() + pairs[i + 1].error()) / 2;
    loop.distance_area += width * (pairs[i].distance() + pairs[i + 1].distance()) / 2;
  }
  return loop;
}

}  // namespace

bool is_trivial(const SweepRow& row) {
  return row.training_error_running >= 0.99 * guessing(row);
}

Hysteresis analyse(const SeedSweep& rising, const SeedSweep& falling) {
  Hysteresis result{rising, falling, edge_of_trivial_phase(rising.rows),
                    edge_of_trivial_phase(falling.rows), {}};
  const std::vector<Pair> pairs = common_points(rising, falling);
  const auto apart = [&](std::size_t i) {
    return pairs[i].error() > 0.05 * guessing(*pairs[i].rising);
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!apart(i)) continue;
    const std::size_t first = i;
    while (i + 1 < pairs.size() && apart(i + 1)) ++i;
    result.loops.push_back(loop_over(pairs, first, i));
  }
  return result;
}

std::vector<Hysteresis> load_hysteresis(const std::filesystem::path& rising,
                                        const std::filesystem::path& falling) {
  const std::vector<SeedSweep> up = load_sweeps(rising);
  std::vector<Hysteresis> result;
  for (const SeedSweep& down : load_sweeps(falling, "hysteresis")) {
    const auto partner = std::ranges::find(up, down.seed, &SeedSweep::seed);
    if (partner == up.end())
      throw InputError("hysteresis", falling.string(), "a rising sweep for every falling one",
                       "none of seed " + std::to_string(down.seed), "make the origin sweep first");
    result.push_back(analyse(*partner, down));
  }
  return result;
}

}  // namespace caldera
