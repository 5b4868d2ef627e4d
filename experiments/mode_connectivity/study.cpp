// Compares curves from one trained network to another, as in Fig. 4 of "Phase transitions reveal
// hierarchical structure in deep neural networks" (Ersoy, Cardozo Licha, Wiesner, arXiv
// 2512.11866).
//
// Sample runs:
//   caldera mode_connectivity --path path_to_2.h5 --without-pull without_pull.h5 --start seed1.h5
//       --start-point 0 --reference seed2.h5 --reference-point 0 --out curves_to_2.h5
//   caldera mode_connectivity --path path.h5 --without-pull control.h5 --start a.h5
//       --reference b.h5 --profile smoke --out smoke.h5
//
// Description: training and test error, exact, the first on all images that the path was trained
// on, along
//   pathfinder  the straight pieces between the start and the points of a Pathfinder run, in order;
//   rest        the straight line from where that path ends to the reference;
//   route       both, one after the other: all the way from the start to the reference;
//   straight    the straight line from the start to the reference;
//   bezier      a quadratic Bézier curve between the two, trained (Garipov et al. 2018,
//               nn/training/bezier.h);
//   permuted    the straight line from the start to the reference with its hidden units matched to
//               those of the start (Ainsworth et al. 2022, nn/models/matching.h).
// Each is evaluated on a grid that is refined where the training error is largest
// (probes/landscape/curve_profile.h).
// The position on a curve is the share of its length; on the Bézier curve it is the parameter t.
// The cost of a curve is what finding it took, in gradients of E on all those images: epochs. The
// Bézier curve gets as many as the path took, if nothing else is asked for.
//
// Beside them stands the control, training on from the start without a pull for as many epochs
// (pathfinder --without-pull --epochs-of): its errors, and its distance from this reference.
//
// Interrupted at any moment, the same command goes on after the last finished curve, to the same
// bits.

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/mode_connectivity/curves.h"
#include "experiments/model/place.h"
#include "experiments/run/digest.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/record.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::optional<std::size_t> epochs;  ///< of the Bézier curve's training
  std::size_t intervals = 0;          ///< of the grid, but on the Pathfinder's path
  Place start, reference;
  std::int64_t seed = 1;
  std::filesystem::path path, without_pull, data, out = "mode_connectivity.h5";
};

/// Those that the path took.
std::size_t epochs_of(const std::filesystem::path& path) {
  double epochs = 0;
  for (const SweepRow& row : read_sweep(RunFile(path))) epochs += row.epochs;
  return static_cast<std::size_t>(epochs);
}

Configuration configuration_of(const Options& o, std::size_t epochs) {
  return {{"epochs", integer(epochs)},
          {"intervals", integer(o.intervals)},
          {"most_rounds", integer(curve_refinement.most_rounds)},
          {"path", digest(o.path)},
          {"peaks", integer(curve_refinement.peaks)},
          {"quiet_rounds", integer(curve_refinement.quiet_rounds)},
          {"tolerance", curve_refinement.tolerance},
          {"without_pull", digest(o.without_pull)}};
}

/// The weights of a place. Throws InputError unless the path has them as its `end`.
std::vector<float> end_of_path(const RunFile& path, const std::string& end, const Place& place) {
  const std::vector<float> theta = float_parameters(read(place), place.file);
  const Configuration stored = path.identity().configuration;
  const auto found = stored.find(end);
  if (found == stored.end())
    throw InputError("run file", path.path().string(), "a run of pathfinder", "another",
                     "name another --path");
  if (found->second != Option(fingerprint(theta)))
    throw InputError(end, place.file.string(), "the " + end + " of " + path.path().string(),
                     "other weights", "name the place that the path was made with");
  return theta;
}

/// Throws InputError unless the control is the same run as the path but for the pull, for the
/// reference, which then does not matter, and for the epochs, which may be those of a path.
void check_control(const RunFile& path, const RunFile& control) {
  const RunIdentity found = control.identity(), of_path = path.identity();
  Configuration expected = of_path.configuration;
  expected["pull"] = "none";
  for (const char* option : {"reference", "epochs_of"}) {
    expected.erase(option);
    if (const auto own = found.configuration.find(option); own != found.configuration.end()) expected.insert(*own);
  }
  if (found.program != of_path.program || found.seed != of_path.seed ||
      found.configuration != expected)
    throw InputError("control", control.path().string(),
                     "the run of " + path.path().string() + " with --without-pull", "another",
                     "name another --without-pull");
}

/// All that a segment holds of its curve.
void take_over(RunWriter& file, const RunFile& segment, const std::string& group) {
  for (const std::string& name : segment.members(group)) {
    const std::string dataset = group + "/" + name;
    file.array(dataset, segment.array(dataset), segment.description(dataset));
  }
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const std::size_t epochs = options.epochs ? *options.epochs : epochs_of(options.path);
  const StudyRun run(options.out, "mode_connectivity", options.profile, options.seed,
                     configuration_of(options, epochs));
  if (is_complete(run)) return success;

  // 2. The two ends, and the images, those of all runs.
  const RunFile path(options.path);
  data_of_runs({options.path, options.without_pull, options.start.file, options.reference.file},
               options.data);
  check_control(path, RunFile(options.without_pull));
  Modes modes{options.path,
              options.without_pull,
              epochs,
              options.intervals,
              options.seed,
              setup_of(path),
              end_of_path(path, "start", options.start),
              end_of_path(path, "reference", options.reference)};
  if (!modes.setup.shape.convolutions.empty())
    throw InputError("network", options.path.string(), "an MLP", architecture(modes.setup.shape),
                     "units of convolutions are not matched");
  modes.setup.data = options.data;
  TrainingData data = load(modes.setup, "mode_connectivity");
  modes.images = std::move(data.training);
  modes.test = std::move(data.test);
  Objectives objectives{{modes.setup.shape, modes.images}, {modes.setup.shape, modes.test}};

  // 3. One curve after the other, and one file of all.
  const std::span<const CurveKind> kinds = curve_kinds();
  in_steps(
      run, kinds.size(), fmt::format("{} curves", kinds.size()),
      [&](const Step& step) {
        const CurveKind& kind = kinds[step.number];
        const auto show = [&](double share, const std::string& note) {
          step.show(share, fmt::format("{} {}", kind.name, note));
        };
        show(0, "");
        const Curve curve = kind.make(modes, step.segment, show);
        write_curve(step.segment, kind.name, look_at(curve, modes, objectives));
      },
      [&](const Segments& segments, RunWriter& file) {
        for (std::size_t k = 0; k < kinds.size(); ++k)
          take_over(file, segments.open(k), curve_group(kinds[k].name));
        write_curve(file, "route",
                    joined(read_curve(segments.open(0), kinds[0].name),
                           read_curve(segments.open(1), kinds[1].name)));
        write_control(file, control_of(modes));
      });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--path", o->path, "Run file of pathfinder from start to reference").required();
  line.add("--without-pull", o->without_pull, "Run file of pathfinder --without-pull from start")
      .required();
  add_place_options(line, "start", o->start).required();
  add_place_options(line, "reference", o->reference).required();
  line.add_profile(o->profile);
  line.add("--epochs", o->epochs, {1, 100000},
           "Of the Bezier curve's training; default: as many as the path took");
  line.add("--intervals", o->intervals, {8, 10, 64}, {1, 100000}, "Of the first grid");
  line.add("--seed", o->seed, seed_range, "Of all random numbers");
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string& profile) {
  std::vector<PlannedRun> runs;
  for (const int seed : other_minima(profile))
    runs.push_back({.files = {fmt::format("modes/curves_to_{}.h5", seed)},
                    .options = fmt::format("--path @modes/path_to_{}.h5 --without-pull "
                                           "@modes/without_pull.h5 --start @{} --start-point 0 "
                                           "--reference @{} --reference-point 0",
                                           seed, first_sweep, minimum_file(profile, seed)),
                    .dataset = "mnist"});
  return runs;
}

const Registration verb(
    {.name = "mode_connectivity",
     .summary = "Compare the ways from one trained network to another.",
     .example =
         "caldera mode_connectivity --path path.h5 --without-pull control.h5 --start seed1.h5 "
         "--start-point 0 --reference seed2.h5 --reference-point 0 --out curves.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
