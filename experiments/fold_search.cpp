#include "experiments/fold_search.h"

#include "experiments/storage/standard_output.h"

namespace caldera {
namespace {

constexpr const char* state = "/state/parameters";
constexpr const char* state_beta = "/state/beta";

/// What is known so far, and where to go on.
struct State {
  FoldRecord record;
  FoldStart at = {};
  bool found = true;  ///< the last minimum had an end
};

void write_segment(RunWriter segment, const State& now) {
  write_folds(segment, now.record);
  segment.scalar(state_beta, now.at.beta, {"1", "beta to go on from"});
  segment.vector(state, now.at.theta, {"1", "stationary point to go on from"});
  segment.commit();
}

void say(const std::vector<std::string>& notes) {
  for (const std::string& note : notes) print_out("folds: {}\n", note);
}

State begin(const FoldProblem& problem, const FoldSearch& search) {
  const Transition& jump = search.jump;
  State first{{jump.beta_left, jump.beta_right, jump.error_jump}};
  Polished polished = polish(problem, search.trained.theta, search.trained.beta);
  first.record.polished = polished.row;
  say(polished.notes);
  for (const ParameterSlice& slice : parameter_slices(problem.shape))
    first.record.slices.push_back(slice.layer + " " + slice.kind);
  first.at = std::move(polished.start);
  return first;
}

State resume(const Segments& segments) {
  const RunFile last = segments.open(segments.count() - 1);
  State state_there{read_folds(last), {last.scalar<double>(state_beta), last.vector<double>(state)}};
  state_there.found = state_there.record.folds.size() + 1 == segments.count();
  return state_there;
}

bool goes_on(const State& now, const FoldSearch& search) {
  return now.found && !now.record.transition() && now.record.folds.size() < search.most_folds &&
         now.at.beta < search.highest_beta;
}

void say_what_was_missed(const FollowedMinimum& followed) {
  if (followed.missed)
    print_out("folds: not certified: at beta {:.8f} the smallest eigenvalue is not {:.3e}, a search "
              "finds {:.3e}\n",
              followed.missed->beta, followed.missed->known, followed.missed->value);
  else if (followed.fold)
    print_out("folds: {} products of a search beside the fold at beta {:.8f} find no smaller "
              "eigenvalue\n",
              followed.search_products, followed.fold->beta);
}

/// Adds one minimum, followed to its end.
void follow_one(const FoldProblem& problem, const FoldSearch& search, State& now) {
  FollowedMinimum followed = follow_to_fold(
      problem, now.at,
      {search.highest_beta, transition_share * search.jump.error_jump, search.watch});
  for (FoldPathRow& row : followed.path) {
    row.fold = static_cast<double>(now.record.folds.size() + 1);
    now.record.path.push_back(row);
  }
  say(followed.notes);
  if (followed.stuck)
    print_out("folds: a minimum could not be followed beyond beta {:.6f}\n",
              now.record.path.back().beta);
  say_what_was_missed(followed);
  now.found = followed.fold.has_value();
  if (!now.found) return;
  now.record.folds.push_back(*followed.fold);
  now.at = std::move(followed.next);
}

}  // namespace

FoldRecord search_folds(const FoldProblem& problem, const FoldSearch& search, Segments& segments) {
  search.watch(search.trained.beta);
  State now = segments.count() == 0 ? begin(problem, search) : resume(segments);
  if (segments.count() == 0) write_segment(segments.writer(0), now);
  while (goes_on(now, search)) {
    const std::size_t step = now.record.folds.size() + 1;
    follow_one(problem, search, now);
    write_segment(segments.writer(step), now);
  }
  return std::move(now.record);
}

}  // namespace caldera
