// Maps of the accuracy basins around the origin, whose nesting is the claim of "Phase transitions
// reveal hierarchical structure in deep neural networks" (arXiv 2512.11866).
//
// Sample run:
//   caldera basins --sweep results/study/origin_sweep/seed1.h5 --checkpoints results/study/checkpoints
//       --minimum results/study/origin_sweep/seed2.h5 --out results/study/basins/planes.h5
//
// Description: E and accuracy on two planes through the origin, on a grid of each:
//   near: the plane closest to the weights on both sides of the five transitions;
//   far:  the same with the minimum that the sweep starts from and another one, which are an order
//         of magnitude farther out.
// Both are found by principal components of the points and their mirror images, so that the centre is
// the origin. The path of the sweep is projected onto them. All runs must be of one data set, which is taken
// from them; E is that of the first of the examples that all of them were trained on.
//
// One map is one segment: interrupted, the same command goes on after it, to the same bits.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/plane.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/landscape/pca.h"
#include "caldera/probes/series/even_steps.h"
#include "experiments/basins/record.h"
#include "experiments/model/data_sets.h"
#include "experiments/model/model_file.h"
#include "experiments/run/digest.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"

namespace caldera {
namespace {

/// How closely a profile looks.
struct Resolution {
  std::size_t side = 0;    ///< grid points a side
  std::size_t subset = 0;  ///< training images, the first so many
};

struct Options {
  std::string profile = "study";
  Resolution resolution;
  std::optional<std::size_t> subset;  // instead of the profile's
  std::filesystem::path sweep, checkpoints, minimum, data, out = "basins.h5";
};

constexpr std::size_t transitions = 5;
constexpr const char* map_names[] = {"near", "far"};

/// Named points of parameter space, one after the other.
struct Points {
  std::vector<std::string> names;
  std::vector<double> values;  // names × P

  void add(const std::string& name, const Model& model) {
    names.push_back(name);
    values.insert(values.end(), model.parameters.begin(), model.parameters.end());
  }
  ConstMatrix<double> rows() const {
    return {values.data(), names.size(), values.size() / names.size()};
  }
};

std::filesystem::path checkpoint(const Options& options, std::size_t k, const std::string& side) {
  return options.checkpoints / fmt::format("T{}_{}.h5", k, side);
}

/// All points of the maps are of one landscape.
RunData shared_data(const Options& options) {
  std::vector<std::filesystem::path> files = {options.sweep, options.minimum};
  for (std::size_t k = 1; k <= transitions; ++k)
    for (const std::string side : {"before", "after"})
      files.push_back(checkpoint(options, k, side));
  return data_of_runs(files, options.data);
}

Configuration configuration_of(const Options& options, const RunData& made_on) {
  Configuration configuration = {{"dataset", made_on.source.name},
                                 {"minimum", digest(options.minimum)},
                                 {"side", integer(options.resolution.side)},
                                 {"subset", integer(options.resolution.subset)},
                                 {"sweep", digest(options.sweep)}};
  for (std::size_t k = 1; k <= transitions; ++k)
    for (const std::string side : {"before", "after"})
      configuration[fmt::format("T{}_{}", k, side)] = digest(checkpoint(options, k, side));
  return configuration;
}

/// The points that a map is drawn through.
Points points_of(const Options& options, const std::string& map, const SweepModels& sweep) {
  Points points;
  for (std::size_t k = 1; k <= transitions; ++k)
    for (const std::string side : {"before", "after"})
      points.add(fmt::format("T{} {}", k, side), read_model(checkpoint(options, k, side)));
  if (map == "far") {
    points.add("M1", sweep.at(0));
    points.add("M2", read_model_at(options.minimum, 0));
  }
  return points;
}

/// Two directions from the points and their mirror images, whose mean is the origin.
PrincipalComponents plane_through_origin(const Points& points) {
  std::vector<double> both = points.values;
  for (const double value : points.values) both.push_back(-value);
  const std::size_t parameters = points.rows().cols;
  return principal_components({both.data(), both.size() / parameters, parameters}, 2);
}

/// From the smallest coordinate to the largest, the origin's included, and a quarter more.
std::vector<double> range_of(const StoredMatrix<double>& points, std::size_t axis,
                             std::size_t count) {
  double low = 0, high = 0;
  for (std::size_t i = 0; i < points.rows; ++i) {
    low = std::min(low, points(i, axis));
    high = std::max(high, points(i, axis));
  }
  const double margin = (high - low) / 4;
  return even_steps(low - margin, high + margin, count);
}

StoredMatrix<double> projected(ConstMatrix<double> points, const PrincipalComponents& plane) {
  return {points.rows, 2, coordinates_of(points, plane.centre, plane.direction_rows())};
}

/// E and accuracy at every point of the grid.
void evaluate(BasinMap& map, const Plane& plane, DatasetObjective& objective,
              const std::function<void(double done)>& watch) {
  std::vector<double> theta(objective.dim());
  for (const double y : map.ys) {
    watch(static_cast<double>(map.error.size()) /
          static_cast<double>(map.xs.size() * map.ys.size()));
    for (const double x : map.xs) {
      set_point(plane, {x, y}, theta);
      const Evaluation at = objective.evaluate(theta);
      map.error.push_back(at.error);
      map.accuracy.push_back(at.accuracy);
    }
  }
}

/// The map through these points, with the sweep's way on it.
BasinMap map_through(const Points& points, ConstMatrix<double> way, std::size_t side,
                     DatasetObjective& objective, const std::function<void(double done)>& watch) {
  const PrincipalComponents plane = plane_through_origin(points);
  const ConstMatrix<double> directions = plane.direction_rows();
  BasinMap map;
  map.names = points.names;
  map.points = projected(points.rows(), plane);
  map.path = projected(way, plane);
  map.shares = plane.shares;
  map.xs = range_of(map.points, 0, side);
  map.ys = range_of(map.points, 1, side);
  evaluate(map, {plane.centre, directions.row(0), directions.row(1)}, objective, watch);
  return map;
}

int run(Options options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const SweepModels sweep = read_sweep_models(options.sweep);
  const RunData made_on = shared_data(options);
  options.resolution.subset =
      examples_for(made_on, "--subset", options.subset,
                   of_profile<std::size_t>(options.profile, 300, 1000, all_examples));
  const StudyRun run(options.out, "basins", options.profile, 0, configuration_of(options, made_on));
  if (is_complete(run)) return success;

  // 2. The sweep's way, and E on the first examples.
  const std::vector<double> values(sweep.parameters.values.begin(), sweep.parameters.values.end());
  const ConstMatrix<double> way(values.data(), sweep.parameters.rows, sweep.parameters.cols);
  const Dataset data =
      first_examples(load(made_on.source, Split::train), options.resolution.subset);
  check_fits(sweep.shape, options.sweep.string() + ":/@layers", data);
  DatasetObjective objective(sweep.shape, data);

  // 3. One map after the other, and one file of both.
  in_steps(
      run, std::size(map_names), "two maps",
      [&](const Step& step) {
        const char* const name = map_names[step.number];
        const BasinMap map =
            map_through(points_of(options, name, sweep), way, options.resolution.side, objective,
                        [&](double done) { step.show(done, name); });
        write_map(step.segment, name, map);
      },
      [&](const Segments& segments, RunWriter& file) {
        for (std::size_t k = 0; k < std::size(map_names); ++k)
          write_map(file, map_names[k], read_map(segments.open(k), map_names[k]));
      });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--sweep", o->sweep, "Run file of an origin sweep").required();
  line.add("--checkpoints", o->checkpoints, "Folder with T<k>_before.h5 and T<k>_after.h5")
      .required();
  line.add("--minimum", o->minimum, "Another sweep, whose first point is the second minimum")
      .required();
  line.add_profile(o->profile);
  line.add("--side", o->resolution.side, {11, 41, 101}, {2, 1000}, "Grid points per side");
  line.add("--subset", o->subset, example_range, "First training images, instead of the profile's");
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string& profile) {
  PlannedRun run{.files = {"basins/planes.h5"},
                 .options = fmt::format("--sweep @{} --minimum @{} --checkpoints @checkpoints",
                                        first_sweep, minimum_file(profile, 2)),
                 .dataset = "mnist"};
  for (int k = 1; k <= planned_transitions; ++k)
    for (const char* side : {"before", "after"}) run.also_needs.push_back(checkpoint_file(k, side));
  return {run};
}

const Registration verb(
    {.name = "basins",
     .summary = "Maps E and accuracy on planes through the origin, checkpoints and minima.",
     .example = "caldera basins --sweep seed1.h5 --checkpoints checkpoints --minimum seed2.h5 "
                "--out planes.h5",
     .prepare = prepare,
     .plan = plan,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
