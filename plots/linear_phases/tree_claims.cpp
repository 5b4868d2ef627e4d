// The rows of the verdict about trees of minima.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plots/linear_phases/judge.h"

namespace caldera {
namespace {

/// Of the tree at one β: joins that are not those of the closed form make the deviations NaN.
void judge_joins(PhaseJudge& judge, const std::string& place, const std::vector<PhaseJoin>& joins,
                 const ClosedTree& closed) {
  const std::vector<Join> expected = merge_tree(closed.minima, closed.passes).joins;
  judge.counted(place + "joins", expected.size(), joins.size(), other_places);
  if (expected.empty()) return;
  std::vector<double> deviations(joins.size() == expected.size() ? 0 : 1, no_number);
  for (std::size_t i = 0; i < std::min(joins.size(), expected.size()); ++i) {
    const bool same = joins[i].deeper == expected[i].deeper.front() &&
                      joins[i].shallower == expected[i].shallower.front();
    const double barrier = expected[i].height - closed.minima[expected[i].shallower.front()];
    deviations.push_back(same ? std::abs(joins[i].height - expected[i].height) : no_number);
    deviations.push_back(same ? std::abs(joins[i].barrier - barrier) : no_number);
  }
  judge.deviation(place + "joins: heights and barriers", deviations);
}

void judge_minima(PhaseJudge& judge, const std::string& place, const std::vector<PhaseMinimum>& minima,
                  const ClosedTree& closed) {
  judge.counted(place + "minima", closed.minima.size(), minima.size(), other_places);
  std::vector<double> deviations(minima.size() == closed.minima.size() ? 0 : 1, no_number);
  std::size_t certain = 0;
  for (std::size_t i = 0; i < std::min(minima.size(), closed.minima.size()); ++i) {
    deviations.push_back(std::abs(minima[i].loss - closed.minima[i]));
    const std::size_t learned = count_learned(minima[i].learned);
    certain += learned == closed.learned[i] && minima[i].negative == 0 &&
               minima[i].zeros == symmetry_zeros(minima[i].depth, judge.modes(), learned);
  }
  judge.deviation(place + "losses of the minima", deviations);
  judge.counted(place + "minima for certain, the strongest modes learned", closed.minima.size(),
                certain, near_zero);
}

/// Saddles between two minima, and those with the same minimum on both sides: one for each pair of
/// neighbouring modes that exist, with the weaker learned in the place of the stronger.
void judge_saddles(PhaseJudge& judge, const std::string& place, const std::vector<PhaseSaddle>& saddles,
                   const ClosedTree& closed) {
  std::size_t between = 0, around = 0;
  for (const PhaseSaddle& saddle : saddles)
    if (saddle.negative == 1) ++(saddle.first == saddle.second ? around : between);
  judge.counted(place + "saddles between two minima", closed.passes.size(), between, other_places);
  judge.counted(place + "saddles from a minimum to itself",
                std::max<std::size_t>(closed.passes.size(), 1) - 1, around, other_places);
}

}  // namespace

void judge_trees(PhaseJudge& judge, std::size_t depth) {
  const std::vector<PhaseMinimum> minima = of_depth(judge.run.minima, depth);
  const std::vector<double> betas = tree_betas(minima);
  judge.counted(fmt::format("D={} trees", depth), depth == 2 ? 2 : 3, betas.size(), other_places);
  for (const double beta : betas) {
    const ClosedTree closed = closed_tree(judge.run.singular_values, depth, beta);
    const std::string place = fmt::format("D={} beta {:.4f} ", depth, beta);
    judge_minima(judge, place, of_beta(minima, beta), closed);
    judge_joins(judge, place, of_beta(of_depth(judge.run.joins, depth), beta), closed);
    if (depth > 2)
      judge_saddles(judge, place, of_beta(of_depth(judge.run.saddles, depth), beta), closed);
  }
}

}  // namespace caldera
