#include "plots/linear_phases/series.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "plots/linear_phases/judge.h"

namespace caldera {
namespace {

constexpr const char* mode_colours[] = {colour::blue, colour::vermillion, colour::green,
                                        colour::purple, colour::orange};
constexpr int points = 200;  // of a closed form

/// "s = 1.7, above learned"
std::string barrier_name(const LinearPhases& run, std::size_t mode, bool learned) {
  return fmt::format("s = {:g}, above {}", run.singular_values[mode - 1],
                     learned ? "learned" : "not learned");
}

}  // namespace

const char* mode_colour(std::size_t mode) {
  return mode == 0 ? colour::black : mode_colours[(mode - 1) % std::size(mode_colours)];
}

std::vector<PhasePoint> curve_part(const LinearPhases& run, std::size_t depth, std::size_t mode,
                                   bool saddles) {
  std::vector<PhasePoint> part;
  for (const PhasePoint& point : run.points)
    if (point.depth == depth && point.mode == mode && (point.negative > 0) == saddles)
      part.push_back(point);
  return part;
}

Series closed_branch(const LinearMode& mode, const Style& style) {
  const double most = integer_root(mode.singular_value, mode.depth);
  Series series = {.name = "closed form", .mark = Mark::line, .style = style};
  for (int i = 0; i <= points; ++i) {
    const double strength = most * i / points;
    series.x.push_back(mode_pull(mode, strength));
    series.y.push_back(strength);
  }
  return series;
}

Series closed_barrier(const LinearPhases& run, std::size_t depth, std::size_t mode, bool learned,
                      const Style& style) {
  const LinearMode of{run.singular_values[mode - 1], depth};
  Series series = {.name = "closed form, " + barrier_name(run, mode, learned),
                   .is_in_legend = false,
                   .mark = Mark::line,
                   .style = style};
  for (int i = 1; i < points; ++i) {
    const double beta = fold_pull(of) * i / points;
    series.x.push_back(beta);
    series.y.push_back(learned ? barrier_from_learned(of, beta) : barrier_from_zero(of, beta));
  }
  return series;
}

Series found_barrier(const LinearPhases& run, std::size_t depth, std::size_t mode, bool learned) {
  Series series = {.name = barrier_name(run, mode, learned),
                   .is_in_legend = false,
                   .style = symbol(learned ? Symbol::disc : Symbol::circle, mode_colour(mode), 0.55)};
  for (const PhaseBarrier& row : of_depth(run.barriers, depth)) {
    if (row.mode != mode) continue;
    series.x.push_back(row.beta);
    series.y.push_back(row.saddle - (learned ? row.learned : row.unlearned));
  }
  return series;
}

}  // namespace caldera
