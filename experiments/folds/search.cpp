#include "experiments/folds/search.h"

#include <fmt/format.h>

namespace caldera {
namespace {

constexpr const char* state = "/state/parameters";
constexpr const char* state_beta = "/state/beta";

/// What is known so far, and where to go on.
struct State {
  FoldRecord record;
  FoldStart at = {};
  bool found = true;  ///< the last minimum had an end
  std::vector<std::string> notes = {};

  void note(const std::vector<std::string>& more) {
    notes.insert(notes.end(), more.begin(), more.end());
  }
};

void write_segment(const Segments& segments, std::size_t step, const State& now) {
  RunWriter segment = segments.writer(step);
  write_folds(segment, now.record);
  segment.scalar(state_beta, now.at.beta, {"1", "beta to go on from"});
  segment.vector(state, now.at.theta, {"1", "stationary point to go on from"});
  segments.commit(segment);
}

State begin(const FoldProblem& problem, const FoldSearch& search) {
  const Transition& jump = search.jump;
  State first{{jump.beta_left, jump.beta_right, jump.error_jump,
               direction(search.trained.beta, search.end_beta)}};
  Polished polished = polish(problem, search.trained.theta, search.trained.beta);
  first.record.polished = polished.row;
  first.note(polished.notes);
  for (const ParameterSlice& slice : parameter_slices(problem.shape))
    first.record.slices.push_back(slice.layer + " " + slice.kind);
  first.at = std::move(polished.start);
  return first;
}

State resume(const Segments& segments) {
  const RunFile last = segments.open(segments.count() - 1);
  State state_there{read_folds(last),
                    {last.scalar<double>(state_beta), last.vector<double>(state)}};
  state_there.found = state_there.record.folds.size() + 1 == segments.count();
  return state_there;
}

bool goes_on(const State& now, const FoldSearch& search) {
  const double left = (search.end_beta - now.at.beta) * now.record.direction;
  return now.found && !now.record.transition() && now.record.folds.size() < search.most_folds && left > 0;
}

/// What the search beside the fold found, if there is a fold.
std::vector<std::string> outcome_of_search(const FollowedMinimum& followed) {
  if (followed.missed)
    return {
        fmt::format("not certified: at beta {:.8f} the smallest eigenvalue is not {:.3e}, a search "
                    "finds {:.3e}",
                    followed.missed->beta, followed.missed->known, followed.missed->value)};
  if (!followed.fold) return {};
  return {
      fmt::format("{} products of a search beside the fold at beta {:.8f} find no smaller "
                  "eigenvalue",
                  followed.search_products, followed.fold->beta)};
}

/// Adds one minimum, followed to its end.
void follow_one(const FoldProblem& problem, const FoldSearch& search, State& now) {
  FollowedMinimum followed = follow_to_fold(
      problem, now.at,
      {search.end_beta, transition_share * search.jump.error_jump, search.watch});
  for (FoldPathRow& row : followed.path) {
    row.fold = static_cast<double>(now.record.folds.size() + 1);
    now.record.path.push_back(row);
  }
  now.note(followed.notes);
  if (followed.stuck)
    now.note({fmt::format("a minimum could not be followed beyond beta {:.6f}",
                          now.record.path.back().beta)});
  now.note(outcome_of_search(followed));
  now.found = followed.fold.has_value();
  if (!now.found) return;
  now.record.folds.push_back(*followed.fold);
  now.at = std::move(followed.next);
}

}  // namespace

FoldFindings search_folds(const FoldProblem& problem, const FoldSearch& search,
                          Segments& segments) {
  search.watch(search.trained.beta);
  State now = segments.count() == 0 ? begin(problem, search) : resume(segments);
  if (segments.count() == 0) write_segment(segments, 0, now);
  while (goes_on(now, search)) {
    const std::size_t step = now.record.folds.size() + 1;
    follow_one(problem, search, now);
    write_segment(segments, step, now);
  }
  return {std::move(now.record), std::move(now.notes)};
}

}  // namespace caldera
