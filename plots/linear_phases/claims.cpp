// Phases of deep linear networks: all of it is known in closed form, and all is judged.
//   the β at which the phases with and without a mode are equally deep, to 1e-10;
//   the ends of both phases, to 1e-8;
//   the heights of the saddle above both phases at a grid of β, to 1e-8, and that each saddle has one
//   negative direction: so many eigenvalues are certainly negative, and as many have no sign as are
//   zero by symmetry;
//   the same of every set of learned modes: how many negative directions it has;
//   the tree: how many minima, saddles and joins there are, which minima each join joins, and their
//   heights to 1e-8.
// The tolerances were fixed before the first run. Heights are rounded at 1e-14; positions are known to
// that over the slope of the losses, which is about 1.

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "plots/linear_phases/judge.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* phases = "theory/phases.h5";
constexpr std::size_t depths[] = {2, 3, 4};

/// Depth 2: both at s. Deeper: the learned phase at the fold, the other at 0.
double end_of(const PhaseEnd& end, const LinearMode& mode) {
  return end.is_learned || mode.depth == 2 ? fold_pull(mode) : 0;
}

void judge_ends(PhaseJudge& judge, std::size_t depth) {
  const std::vector<PhaseEnd> ends = of_depth(judge.run.ends, depth);
  judge.counted(fmt::format("D={} ends of phases", depth), 2 * judge.modes(), ends.size(), other_places);
  for (const PhaseEnd& end : ends)
    judge.known(fmt::format("D={} mode {} {} beta of the end", depth, end.mode,
                            end.is_learned ? "learned:" : "not learned:"),
                end_of(end, judge.mode(end.mode, depth)), end.beta, 1e-8,
                fmt::format("by {}, own estimate {:.1g}", end.found, end.beta_error));
}

void judge_balances(PhaseJudge& judge, std::size_t depth) {
  const std::vector<PhaseBalance> balances = of_depth(judge.run.balances, depth);
  judge.counted(fmt::format("D={} points of equal depth", depth), depth == 2 ? 0 : judge.modes(),
                balances.size(), other_places);
  for (const PhaseBalance& at : balances)
    judge.known(fmt::format("D={} mode {} equal depth beta", depth, at.mode),
                equal_depth_pull(judge.mode(at.mode, depth)), at.converged ? at.beta : no_number,
                1e-10, fmt::format("own estimate {:.1g}, {} steps", at.beta_error, at.steps));
}

/// Of a barrier from both sides, against the closed form; NaN where that has none.
void add_deviations(std::vector<double>& deviations, const PhaseBarrier& row,
                    const LinearMode& mode) {
  const bool exists = saddle_strength(mode, row.beta).has_value();
  deviations.push_back(
      exists ? std::abs(row.saddle - row.learned - barrier_from_learned(mode, row.beta)) : no_number);
  deviations.push_back(
      exists ? std::abs(row.saddle - row.unlearned - barrier_from_zero(mode, row.beta)) : no_number);
}

void judge_barriers(PhaseJudge& judge, std::size_t depth) {
  for (std::size_t number = 1; number <= judge.modes(); ++number) {
    std::vector<double> deviations;
    std::size_t certain = 0;
    for (const PhaseBarrier& row : of_depth(judge.run.barriers, depth)) {
      if (row.mode != number) continue;
      add_deviations(deviations, row, judge.mode(number, depth));
      certain += row.negative == 1 && row.zeros == symmetry_zeros(depth, judge.modes(), number);
    }
    const std::string place = fmt::format("D={} mode {} ", depth, number);
    judge.deviation(place + "barriers from both sides", deviations);
    judge.counted(place + "saddles of index 1", static_cast<std::size_t>(judge.points), certain,
                  near_zero);
  }
}

void judge_states(PhaseJudge& judge, std::size_t depth) {
  std::set<std::string> right, minima;
  for (const PhaseState& state : of_depth(judge.run.states, depth)) {
    const std::size_t zeros = symmetry_zeros(depth, judge.modes(), count_learned(state.learned));
    if (state.zeros != zeros) continue;
    if (state.negative == index_of_state(depth, state.learned)) right.insert(state.learned);
    if (state.negative == 0) minima.insert(state.learned);
  }
  judge.counted(fmt::format("D={} sets of modes with the index of the formula", depth),
                std::size_t{1} << judge.modes(), right.size(), near_zero);
  judge.counted(fmt::format("D={} sets of modes that are minima", depth),
                depth == 2 ? 1 : judge.modes() + 1, minima.size(), near_zero);
}

std::vector<Claim> make(const RunFiles& files) {
  const RunFile file(files.like(phases).front());
  PhaseJudge judge{read_linear_phases(file), file.attribute<std::int64_t>("seed"),
              read_count(file, "points", 1, 1'000'000)};
  for (const std::size_t depth : depths) {
    judge_ends(judge, depth);
    judge_balances(judge, depth);
    if (depth > 2) judge_barriers(judge, depth);
    judge_states(judge, depth);
    judge_trees(judge, depth);
  }
  return judge.rows;
}

const ClaimsRegistration linear_phases(
    {.name = "linear phases",
     .part = Part::theory,
     .source = "Closed forms of nn/models/linear_mode.h, after Ziyin and Ueda (2022), and of "
               "plots/linear_phases/closed_forms.h.\nMargins were fixed beforehand.",
     .runs = {phases},
     .make = make});

}  // namespace
}  // namespace caldera
