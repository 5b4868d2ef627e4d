// Is a jump of an origin sweep a fold? The minimum before the jump is followed exactly, to where it
// meets a saddle and disappears; or the one behind the jump, back to where that ends.
//
// Sample runs:
//   caldera folds --sweep results/study/origin_sweep/seed1.h5 --transition 5 --out T5.h5
//   caldera folds --sweep seed1.h5 --transition 2 --subset 500 --out T2.h5
//   caldera folds --sweep seed1.h5 --transition 5 --falling --out T5_lower.h5
//   caldera folds --sweep seed1.h5 --transition 5 --subset 60000 --threads 2 --out T5_all.h5  # hours
//
// Description: on the first `subset` of the examples that the sweep was trained on, from the
// sweep's weights at the last β that is a share `back` or more below a transition,
//   - descent by Newton's method leads to the minimum of L = E + (β/2)‖θ‖² near them;
//   - that minimum is followed as β rises to the fold in which it disappears (probes/continuation/follow_curve.h),
//     whose β, null vector and certificate are found;
//   - the negative directions of the first saddle behind the fold are counted;
//   - descent from just beyond the fold shows which minimum comes next.
// If the error rises by less than half of its rise in the sweep, the new minimum is followed in the
// same way, up to a share `reach` beyond the transition.
//
// With --falling it is the other end: from the first weights that are a share `back` behind the
// transition the minimum is followed as β falls to a fiftieth of it, to the fold or branch point from
// which descent lowers the error by half of the sweep's rise or more.
//
// Interrupted at any moment, the same command goes on after the last fold, to the same bits.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/nn/objective/sharding.h"
#include "experiments/folds/search.h"
#include "experiments/model/data_sets.h"
#include "experiments/model/model_file.h"
#include "experiments/run/digest.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/record.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::filesystem::path sweep, out = "fold.h5", data;
  std::size_t transition = 1;
  bool falling = false;
  std::optional<std::size_t> asked;  // of a subset, instead of the profile's
  std::size_t subset = 0;
};

constexpr double back = 0.08, reach = 0.25;
constexpr double lowest_share = 0.02;  // of the β of the transition, where a path along which β falls ends
constexpr std::size_t most_folds = 12;
constexpr Sharding sharding{.groups = 2};  // of few images: each group adds up P numbers of its own

Configuration configuration_of(const Options& options, const RunData& made_on) {
  const FoldOptions search;
  Configuration of = {{"back", back},
          {"behind", search.behind},
          {"beyond", search.beyond},
          {"curvature", search.curvature},
          {"dataset", made_on.source.name},
          {"eigenvalues", integer(search.eigenvalues)},
          {"fine_residual", search.fine_residual},
          {"gradient", search.gradient},
          {"groups", integer(sharding.groups)},
          {"kick", search.kick},
          {"kicks", std::int64_t{search.kicks}},
          {"longest", search.longest},
          {"most_folds", integer(most_folds)},
          {"newton", search.newton},
          {"reach", reach},
          {"residual", search.residual},
          {"shard_rows", integer(sharding.rows)},
          {"step", search.step},
          {"subset", integer(options.subset)},
          {"sweep", digest(options.sweep)},
          {"tangent", search.tangent},
          {"transition", integer(options.transition)},
          {"widest", search.widest}};
  if (options.falling)
    of.merge(Configuration{{"direction", "falling"},
                           {"largest_share", search.largest_share},
                           {"lowest_share", lowest_share}});
  return of;
}

/// The last point of the sweep with β at or below a limit.
std::size_t last_point_below(const std::vector<SweepRow>& rows, double limit) {
  std::size_t point = 0;
  while (point + 1 < rows.size() && rows[point + 1].beta <= limit) ++point;
  return point;
}

/// Where to begin: a share `back` of β before the transition, or where β falls, behind it; there at the
/// latest at the end of the sweep.
std::size_t first_point(const std::vector<SweepRow>& rows, const Transition& jump, bool falling) {
  if (!falling) return last_point_below(rows, (1 - back) * jump.beta);
  std::size_t point = jump.right;
  while (point + 1 < rows.size() && rows[point].beta < (1 + back) * jump.beta) ++point;
  return point;
}

void say(const FoldRecord& record) {
  for (const FoldRow& fold : record.folds)
    print_out(
        "folds: {} at beta {:.8f} +- {:.0e}, |gradient| {:.0e}, |H phi| {:.0e}, {} negative "
        "behind it; E {:.4f} falls to that of another minimum, {:.4f}\n",
        fold.is_fold == 1 ? "fold" : "branch point", fold.beta, fold.beta_error, fold.gradient_norm,
        fold.curvature_bound, fold.negative_after, fold.error, fold.next_error);
}

int run(Options options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const RunFile sweep(options.sweep);
  const std::vector<SweepRow> rows = read_sweep(sweep);
  const RunData made_on = data_of_runs({options.sweep}, options.data);
  options.subset = examples_for(made_on, "--subset", options.asked,
                                of_profile<std::size_t>(options.profile, 200, 500, 10000));
  const StudyRun run(options.out, "folds", options.profile, made_on.source.seed,
                     configuration_of(options, made_on));
  if (is_complete(run)) return success;

  // 2. The transition, and the data.
  const Transition jump = transition_number(options.transition, rows, options.sweep);
  const Dataset data = first_examples(load(made_on.source, Split::train), options.subset);
  const std::size_t point = first_point(rows, jump, options.falling);
  const Model model = read_model_at(options.sweep, point);
  check_fits(model.shape, options.sweep.string() + ":/@layers", data);
  DatasetObjective objective(model.shape, data, sharding);

  // 3. The minimum near the weights, and its folds; one segment each.
  Segments segments(run.out, run.identity);
  Progress progress(fmt::format("folds {}", options.transition));
  FoldSearch search{jump,
                    {rows[point].beta, model.parameters},
                    (options.falling ? lowest_share : 1 + reach) * jump.beta,
                    most_folds};
  search.watch = [&](double beta) {
    const double done = (beta - search.trained.beta) / (search.end_beta - search.trained.beta);
    progress.show(std::clamp(done, 0.0, 1.0), fmt::format("beta {:.5f}", beta));
  };
  const auto [record, notes] = search_folds({objective, data, model.shape}, search, segments);

  // 4. The run file, and what was found.
  write_run(
      run, fmt::format("transition {}", options.transition),
      [&, &found = record](RunWriter& file) { write_folds(file, found); }, segments.time_before());
  segments.remove();
  say(record);
  for (const std::string& note : notes) print_out("folds: {}\n", note);
  if (!record.transition())
    print_out("folds: none as far as beta {:.6f} has a fall like the run's jump\n", search.end_beta);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--sweep", o->sweep, "Run file of an origin sweep").required();
  line.add("--transition", o->transition, {1, 1000000}, "Which of those that are found, from 1");
  line.add_profile(o->profile);
  line.add("--falling", o->falling, "Follows the minimum behind the transition, as beta falls");
  line.add("--subset", o->asked, example_range, "First training images, instead of the profile's");
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string& profile) {
  std::vector<PlannedRun> runs;
  for (int k = profile == "smoke" ? planned_transitions : 1; k <= planned_transitions; ++k)
    runs.push_back({.files = {fmt::format("theory/folds/T{}.h5", k)},
                    .options = fmt::format("--sweep @{} --transition {}", first_sweep, k),
                    .dataset = "mnist"});
  return runs;
}

const Registration verb(
    {.name = "folds",
     .summary = "Follow the minimum before a transition to the fold in which it disappears.",
     .example = "caldera folds --sweep seed1.h5 --transition 5 --out T5.h5",
     .prepare = prepare,
     .plan = plan,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
