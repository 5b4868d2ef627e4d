// Hessian eigenvalues along a path, as in Fig. 3 of "Phase transitions reveal hierarchical structure
// in deep neural networks" (Ersoy, Cardozo Licha, Wiesner, arXiv 2512.11866).
//
// Sample runs:
//   caldera path_spectrum --path results/study/pathfinder/to_t4.h5 --out spectrum.h5
//   caldera path_spectrum --path path.h5 --profile smoke --out smoke.h5
//   caldera path_spectrum --path seed1.h5 --every 5 --subset 2000 --count 20 --out origin.h5
//
// Description: at points of an earlier sweep, computes the eigenvalues of ∇²E on the first of
// the examples that the sweep was trained on: the `count` of largest magnitude, and the smallest,
// each with the bound that its residual implies. From that the stability margin λ_min(∇²E) + c, where
// cI is what the pull adds to the Hessian: at a stationary point that is a minimum it is not negative.
// The points are every n-th of the sweep and both ends of every transition that the detector finds.
// Each starts from the eigenvectors of the last.
//
// Interrupted at any moment, the same command goes on after the last finished point, to the same
// bits.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "experiments/path_spectrum/record.h"
#include "experiments/run/digest.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
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
  double tolerance = 1e-3;
  std::int64_t seed = 1;
  std::optional<std::size_t> subset;  // instead of the profile's
  std::filesystem::path path, data, out = "path_spectrum.h5";
};

constexpr std::size_t block = 8;
constexpr std::size_t basis = 256;  // the smallest eigenvalue sits at the edge of a dense bulk
constexpr const char* warm_start = "/state/start";

Configuration configuration_of(const Options& o, const RunData& made_on) {
  const Sharding sharding;
  return {{"block", integer(block)},
          {"count", integer(o.resolution.count)},
          {"dataset", made_on.source.name},
          {"every", integer(o.resolution.every)},
          {"groups", integer(sharding.groups)},
          {"path", digest(o.path)},
          {"shard_rows", integer(sharding.rows)},
          {"subset", integer(o.resolution.subset)},
          {"tolerance", o.tolerance}};
}

/// r in the middle of each transition's bracket.
std::vector<double> middles(const std::vector<Transition>& transitions) {
  std::vector<double> distances;
  for (const Transition& transition : transitions)
    distances.push_back((transition.distance_before + transition.distance_after) / 2);
  return distances;
}

SpectrumRow row_of(const SweepRow& at, std::size_t point, const EigenSummary& found) {
  SpectrumRow row;
  row.point = static_cast<double>(point);
  row.sweep = at;
  row.pairs = found.pairs;
  row.products = static_cast<double>(found.products);
  row.norm = found.norm;
  row.rounding = found.rounding;
  return row;
}

/// The eigenvalues at a point. The search starts from what the step before found.
void look_at(std::size_t point, const SweepVisit& path, const Options& options,
             DatasetObjective& objective, const Step& step) {
  const SweepRow& at = path.rows[point];
  const auto start = step.number == 0 ? StoredMatrix<double>{0, objective.dim(), {}}
                                      : step.done.open(step.number - 1).matrix<double>(warm_start);
  EigenOptions wanted{.largest_magnitude = options.resolution.count,
                      .bottom = 1,
                      .tolerance = options.tolerance,
                      .block = block,
                      .basis = std::max(basis, 4 * options.resolution.count),
                      .seed = static_cast<std::uint64_t>(options.seed)};
  wanted.start = start.view();
  wanted.watch = [&](std::size_t products, std::size_t) {
    step.show(0, fmt::format("beta {:.4f}, {} products", at.beta, products));
  };
  const std::vector<double> theta = path.models.at(point).parameters;
  const EigenSummary found = eigenpairs(*objective.linearize(theta), wanted);
  write_spectrum(step.segment, {row_of(at, point, found)});
  const std::vector<double> next = start_sums(found.vector_rows(), block);
  step.segment.matrix<double>(warm_start, {next.data(), block, found.dim},
                              {"1", "start of the next point"});
}

int run(Options options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  std::vector<SweepRow> rows = read_sweep(RunFile(options.path));
  const RunData made_on = data_of_runs({options.path}, options.data);
  options.resolution.subset =
      examples_for(made_on, "--subset", options.subset,
                   of_profile<std::size_t>(options.profile, 1000, 3000, all_examples));
  const StudyRun run(options.out, "path_spectrum", options.profile, options.seed,
                     configuration_of(options, made_on));
  if (is_complete(run)) return success;

  // 2. The path, its points, and E on the first examples.
  const SweepVisit path = visit(options.path, std::move(rows), options.resolution.every,
                                made_on.source, options.resolution.subset);
  DatasetObjective objective(path.models.shape, path.data);
  check_count("--count", options.resolution.count, 1,
              static_cast<std::int64_t>(objective.dim()) - 1);  // and the lowest

  // 3. One point after the other, and one file of all.
  in_steps(
      run, path.points.size(), fmt::format("{} points", path.points.size()),
      [&](const Step& step) { look_at(path.points[step.number], path, options, objective, step); },
      [&](const Segments& segments, RunWriter& file) {
        std::vector<SpectrumRow> table;
        for (std::size_t k = 0; k < path.points.size(); ++k)
          table.push_back(read_spectrum(segments.open(k)).front());
        write_spectrum(file, table);
        file.vector(transition_distances, middles(path.transitions),
                    {"1", "distance from the reference at the transitions of the path"});
      });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--path", o->path, "Run file of a sweep").required();
  line.add_profile(o->profile);
  line.add("--every", o->resolution.every, {3, 8, 1}, {1, 1000000}, "Takes every n-th point");
  line.add("--subset", o->subset, example_range, "First training images, instead of the profile's");
  line.add("--count", o->resolution.count, {10, 50, 50}, {1, 1000},
           "Eigenvalues of largest magnitude");
  line.add("--tol", o->tolerance, tolerance_range,
           "Largest residual, as a share of the Hessian's norm");
  line.add("--seed", o->seed, seed_range, "Of random directions");
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

/// In the profile paper, where the spectra take most of the time, with all cores.
std::vector<PlannedRun> plan(const std::string& profile) {
  return {{.files = {"path_spectrum/to_t4.h5"},
           .options = "--path @pathfinder/to_t4.h5",
           .dataset = "mnist",
           .follows_at_once = true,
           .takes_all_cores = profile == "paper"}};
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
