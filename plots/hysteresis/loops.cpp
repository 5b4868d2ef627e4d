#include "plots/hysteresis/loops.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/model/model_file.h"
#include "experiments/model/place.h"

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

/// How far apart the branches are.
struct Gap {
  double beta, error, distance;
};

/// A column of a sweep at any β within its range.
double interpolated(const std::vector<SweepRow>& rows, double beta, double SweepRow::*column) {
  const auto right = std::ranges::lower_bound(rows, beta, {}, &SweepRow::beta);
  if (right == rows.begin()) return rows.front().*column;
  if (right == rows.end()) return rows.back().*column;
  const SweepRow &a = *std::prev(right), &b = *right;
  const double share = (beta - a.beta) / (b.beta - a.beta);
  return (1 - share) * a.*column + share * b.*column;
}

std::vector<Gap> gaps(const SeedSweep& rising, const SeedSweep& falling) {
  std::vector<Gap> result;
  for (const SweepRow& row : rising.rows) {
    const auto apart = [&](double SweepRow::*column) {
      return std::abs(interpolated(falling.rows, row.beta, column) - row.*column);
    };
    result.push_back(
        {row.beta, apart(&SweepRow::training_error_running), apart(&SweepRow::distance)});
  }
  return result;
}

/// Trapezoids over the points first … last and their neighbours, where the branches meet.
Loop loop_over(const std::vector<Gap>& apart, std::size_t first, std::size_t last) {
  Loop loop{apart[first].beta, apart[last].beta};
  const std::size_t begin = first - std::min<std::size_t>(first, 1);
  const std::size_t end = std::min(last + 1, apart.size() - 1);
  for (std::size_t i = begin; i < end; ++i) {
    const double width = apart[i + 1].beta - apart[i].beta;
    loop.error_area += width * (apart[i].error + apart[i + 1].error) / 2;
    loop.distance_area += width * (apart[i].distance + apart[i + 1].distance) / 2;
  }
  return loop;
}

/// Throws InputError if the falling sweep says where it began, and that is not where the rising one
/// ended.
void check_start(const SeedSweep& rising, const SeedSweep& falling) {
  if (!falling.configuration.contains("start")) return;
  const Model end = read_model(rising.file);
  if (option_of<std::string>(falling, "start") != fingerprint(float_parameters(end, rising.file)))
    throw InputError("hysteresis", falling.file.string(),
                     "a sweep that begins where " + rising.file.string() + " ends", "another start",
                     "name the rising sweep that it was made from");
}

/// Of every seed that fell, both ways.
std::vector<Hysteresis> paired(const std::vector<SeedSweep>& rising,
                               const std::vector<SeedSweep>& falling) {
  std::vector<Hysteresis> result;
  for (const SeedSweep& down : falling) {
    const auto up = std::ranges::find(rising, down.seed, &SeedSweep::seed);
    if (up == rising.end())
      throw InputError("hysteresis", down.file.string(), "a rising sweep for every falling one",
                       "none of seed " + std::to_string(down.seed), "make the origin sweep first");
    check_alike(*up, down);
    check_start(*up, down);
    result.push_back(analyse(*up, down));
  }
  return result;
}

}  // namespace

bool is_trivial(const SweepRow& row) { return row.training_error_running >= 0.99 * guessing(row); }

Hysteresis analyse(const SeedSweep& rising, const SeedSweep& falling) {
  Hysteresis result{
      rising, falling, edge_of_trivial_phase(rising.rows), edge_of_trivial_phase(falling.rows), {}};
  const std::vector<Gap> apart = gaps(rising, falling);
  const double threshold = 0.05 * guessing(rising.rows.front());
  for (std::size_t i = 0; i < apart.size(); ++i) {
    if (!(apart[i].error > threshold)) continue;
    const std::size_t first = i;
    while (i + 1 < apart.size() && apart[i + 1].error > threshold) ++i;
    result.loops.push_back(loop_over(apart, first, i));
  }
  return result;
}

std::vector<Hysteresis> load_hysteresis(const std::vector<std::filesystem::path>& rising,
                                        const std::vector<std::filesystem::path>& falling) {
  return paired(load_sweeps(rising), load_sweeps(falling, "hysteresis"));
}

}  // namespace caldera
