// Hessian eigenvalues along a path, as in Fig. 3 of "Phase transitions reveal hierarchical structure
// in deep neural networks" (Ersoy, Cardozo Licha, Wiesner, arXiv 2512.11866).
//
// Sample runs:
//   caldera path_spectrum --path results/study/pathfinder/to_t4.h5 --out spectrum.h5
//   caldera path_spectrum --path path.h5 --profile smoke --out smoke.h5
//   caldera path_spectrum --path path.h5 --profile paper --part 3 --parts 16 --out part03.h5
//   caldera path_spectrum --path seed1.h5 --beta-max 0.06 --subset 2000 --count 30 --out origin.h5
//
// Description: at points of an earlier sweep, computes the eigenvalues of ∇²E on the first of
// the examples that the sweep was trained on: the `count` of largest magnitude, and the smallest,
// each with the bound that its residual implies. From that the stability margin λ_min(∇²E) + c, where
// cI is what the pull adds to the Hessian: at a stationary point that is a minimum it is not negative.
// The points are every n-th of the sweep and both ends of every transition that the detector finds;
// or some of these, spread evenly over log r. They may be dealt out to several runs, a part each.
//
// Each point starts from random directions: from the eigenvectors of the point before it would take more
// products, as neighbouring points of a path differ by the noise of training. At each point a search
// from a random direction, orthogonal to what was found, says where all other eigenvalues lie, but for a
// chance of 1 %.
// Residuals of those of largest magnitude are held against each eigenvalue, as ARPACK's are; that of
// the smallest, which lies at the edge of a dense bulk near zero, against the norm.
//
// Interrupted at any moment, the same command goes on after the last finished point, to the same
// bits.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/spectrum/precision.h"
#include "experiments/path_spectrum/points.h"
#include "experiments/path_spectrum/record.h"
#include "experiments/run/digest.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/visit.h"

namespace caldera {
namespace {

/// How closely a profile looks.
struct Resolution {
  std::size_t every = 0;   ///< n
  std::size_t subset = 0;  ///< training images, the first so many
  std::size_t count = 0;
};

struct Options {
  std::string profile = "study";
  Resolution resolution;
  PointChoice choice;
  double tolerance = 0;
  std::int64_t seed = 1;
  std::optional<std::size_t> subset;  // instead of the profile's
  std::filesystem::path path, data, out = "path_spectrum.h5";
};

constexpr std::size_t block = 4;
constexpr std::size_t least_basis = 96;
constexpr std::size_t search_products = 16, search_block = 1;
constexpr double missed_chance = 0.01;
constexpr double lowest_tolerance = 1e-3;  // of the smallest eigenvalue, as a share of the norm

Configuration configuration_of(const Options& o, const RunData& made_on) {
  const Sharding sharding;
  Configuration of = {{"block", integer(block)},
                      {"count", integer(o.resolution.count)},
                      {"dataset", made_on.source.name},
                      {"every", integer(o.resolution.every)},
                      {"groups", integer(sharding.groups)},
                      {"lowest_tolerance", lowest_tolerance},
                      {"missed_chance", missed_chance},
                      {"path", digest(o.path)},
                      {"relative_tolerance", o.tolerance},
                      {"search_block", integer(search_block)},
                      {"search_products", integer(search_products)},
                      {"shard_rows", integer(sharding.rows)},
                      {"subset", integer(o.resolution.subset)}};
  const PointChoice& choice = o.choice;
  if (choice.points > 0) of["points"] = integer(choice.points);
  if (choice.beta_max) of["beta_max"] = *choice.beta_max;
  if (choice.parts > 1)
    of.merge(Configuration{{"part", integer(choice.part)}, {"parts", integer(choice.parts)}});
  return of;
}

SpectrumRow row_of(const SweepRow& at, std::size_t point, const EigenAnswer& answer) {
  const EigenSummary& found = answer.found;
  SpectrumRow row;
  row.point = static_cast<double>(point);
  row.sweep = at;
  row.pairs = found.pairs;
  row.products = static_cast<double>(found.products);
  row.norm = found.norm;
  row.rounding = found.rounding;
  row.single = answer.in_float ? 1 : 0;
  row.searched = static_cast<double>(found.searched);
  row.others_lowest = found.others.lowest;
  row.others_highest = found.others.highest;
  return row;
}

EigenOptions wanted_at(const Options& options) {
  const std::size_t count = options.resolution.count;
  return {.largest_magnitude = count,
          .bottom = 1,
          .tolerance = lowest_tolerance,
          .relative_tolerance = options.tolerance,
          .block = block,
          .basis = std::max(least_basis, 6 * count),
          .search_products = search_products,
          .search_block = search_block,
          .brief_search = true,
          .missed_chance = missed_chance,
          .seed = static_cast<std::uint64_t>(options.seed)};
}

/// The eigenvalues at a point, from random directions.
void look_at(std::size_t point, const SweepVisit& path, const Options& options,
             DatasetObjective& objective, const Step& step) {
  const SweepRow& at = path.rows[point];
  EigenOptions wanted = wanted_at(options);
  wanted.watch = [&](std::size_t products, std::size_t) {
    step.show(0, fmt::format("beta {:.4f}, {} products", at.beta, products));
  };
  const std::vector<double> theta = path.models.at(point).parameters;
  const EigenAnswer answer = eigenpairs_in(
      Precision::automatic, *objective.linearize(theta),
      [&] { return objective.linearize_in_float(theta, Curvature::hessian); }, wanted);
  write_spectrum(step.segment, {row_of(at, point, answer)});
}

int run(Options options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  std::vector<SweepRow> rows = read_sweep(RunFile(options.path));
  const RunData made_on = data_of_runs({options.path}, options.data);
  options.resolution.subset =
      examples_for(made_on, "--subset", options.subset,
                   of_profile<std::size_t>(options.profile, 1000, 10000, all_examples));
  const StudyRun run(options.out, "path_spectrum", options.profile, options.seed,
                     configuration_of(options, made_on));
  if (is_complete(run)) return success;

  // 2. The path, its points, and E on the first examples.
  const SweepVisit path = visit(options.path, std::move(rows), options.resolution.every,
                                made_on.source, options.resolution.subset);
  DatasetObjective objective(path.models.shape, path.data);
  check_count("--count", options.resolution.count, 1,
              static_cast<std::int64_t>(objective.dim()) - 1);  // and the lowest

  const std::vector<std::size_t> points = chosen_points(path, options.choice);

  // 3. One point after the other, and one file of all.
  in_steps(
      run, points.size(), fmt::format("{} points", points.size()),
      [&](const Step& step) { look_at(points[step.number], path, options, objective, step); },
      [&](const Segments& segments, RunWriter& file) {
        std::vector<SpectrumRow> table;
        for (std::size_t k = 0; k < points.size(); ++k)
          table.push_back(read_spectrum(segments.open(k)).front());
        write_spectrum(file, table);
        file.vector(transition_distances, middle_distances(path.transitions),
                    {"1", "distance from the reference at the transitions of the path"});
      });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--path", o->path, "Run file of a sweep").required();
  line.add_profile(o->profile);
  line.add("--every", o->resolution.every, {3, 1, 1}, {1, 1000000}, "Takes every n-th point");
  line.add("--points", o->choice.points, {0, 60, 0}, {0, 1000000},
           "Of these so many, spread evenly over log r; 0: all");
  line.add("--beta-max", o->choice.beta_max, not_negative, "Takes points up to this beta");
  line.add("--part", o->choice.part, {1, 1000000}, "Takes this part of the points alone, from 1");
  line.add("--parts", o->choice.parts, {1, 1000000}, "Number of parts that the points are dealt out to");
  line.add("--subset", o->subset, example_range, "First training images, instead of the profile's");
  line.add("--count", o->resolution.count, {10, 50, 50}, {1, 1000},
           "Eigenvalues of largest magnitude");
  line.add("--tol", o->tolerance, {1e-3, 3e-2, 1e-3}, tolerance_range,
           "Largest residual, as a share of the magnitude of each eigenvalue");
  line.add("--seed", o->seed, seed_range, "Of random directions");
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

/// A file for each part: they are runs of their own, which keep several cores or machines busy.
std::vector<PlannedRun> in_parts(const std::string& name, int parts, const std::string& options) {
  std::vector<PlannedRun> runs;
  for (int part = 1; part <= parts; ++part)
    runs.push_back({.files = {fmt::format("path_spectrum/{}_part{:02}.h5", name, part)},
                    .options = fmt::format("{} --part {} --parts {}", options, part, parts),
                    .dataset = "mnist",
                    .is_long = true});
  return runs;
}

/// Along the path to the fourth transition's weights; and beyond what is published, along the origin
/// sweep, to just behind its third transition.
std::vector<PlannedRun> plan(const std::string& profile) {
  const int parts = of_profile(profile, 2, 2, 16);
  std::vector<PlannedRun> runs = in_parts("to_t4", parts, "--path @pathfinder/to_t4.h5");
  if (profile != "paper") return runs;
  for (const PlannedRun& run : in_parts("origin", 8, fmt::format("--path @{} --beta-max 0.06 --count 30",
                                                                 first_sweep)))
    runs.push_back(run);
  return runs;
}

const Registration verb(
    {.name = "path_spectrum",
     .summary = "Eigenvalues of the Hessian at points of a sweep, with bounds.",
     .example = "caldera path_spectrum --path path.h5 --profile smoke --out spectrum.h5",
     .prepare = prepare,
     .plan = plan,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
