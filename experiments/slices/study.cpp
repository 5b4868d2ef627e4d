// Slices of the error surface: E on lines and planes around a model.
//
// Sample runs:
//   caldera slices --model results/study/origin_sweep/seed1.h5 --model-point 0 --out random.h5
//   caldera slices --model seed1.h5 --directions pca --trajectory seed1.h5 --out pca.h5
//   caldera slices --model seed1.h5 --model-point 20 --directions eigenvectors --out eigenvectors.h5
//   caldera slices --model a.h5 --directions models --second b.h5 --third c.h5 --out models.h5
//   caldera slices --model seed1.h5 --dimensions 1 --out line.h5
//
// Description: E, accuracy and ‖θ‖² on the grid θ = centre + x u + y v; of the last two the loss
// L = E + (β/2)‖θ‖² follows for every β. The directions (experiments/slices/frame.h) are random
// with filter normalisation, the principal components of a trajectory, eigenvectors of the Hessian of
// E, or those to other models. A trajectory is the file of a training run, with one point per epoch, or
// of a sweep, with one per β; its points are projected onto the slice, and E is stored at the points
// themselves. All runs must be of one data set, which is taken from them; E is that of the
// first of the examples that all of them were trained on. The figure: plots/slices/figure.cpp.
//
// The frame is one segment and each row of the grid another: interrupted, the same command goes on
// after the last, to the same bits.

#include <fmt/format.h>

#include <optional>
#include <tuple>

#include "caldera/autograd/arithmetic/sha256.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/objective/plane_evaluation.h"
#include "experiments/model/data_sets.h"
#include "experiments/slices/frame.h"
#include "experiments/slices/request.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"

namespace caldera {
namespace {

/// How closely a profile looks.
struct Resolution {
  std::size_t side = 0;    ///< grid points a side
  std::size_t images = 0;  ///< training images, the first so many
};

struct Options {
  std::string profile = "study";
  Resolution resolution;
  SliceRequest slice;
  std::int64_t seed = 1;
  std::optional<std::size_t> images;   // instead of the profile's
  std::optional<std::string> dataset;  // of models that do not say
  std::filesystem::path data, out = "slices.h5";
};

std::string hash(const std::vector<double>& parameters) {
  return sha256_hex(std::as_bytes(std::span(parameters)));
}

Configuration configuration_of(const Options& o, const SliceInputs& inputs,
                               const RunData& made_on) {
  const Sharding sharding;
  return {{"beta", inputs.beta},
          {"centre", hash(inputs.centre.parameters)},
          {"dataset", made_on.source.name},
          {"dimensions", integer(o.slice.dimensions)},
          {"directions", o.slice.directions},
          {"extent", o.slice.extent},
          {"groups", integer(sharding.groups)},
          {"images", integer(o.resolution.images)},
          {"lowest", std::int64_t{o.slice.lowest}},
          {"others", hash(inputs.others.values)},
          {"shard_rows", integer(sharding.rows)},
          {"side", integer(o.resolution.side)},
          {"trajectory", hash(inputs.trajectory.values)}};
}

SliceFrame directed_frame(const Options& o, const SliceInputs& inputs,
                          DatasetObjective& objective) {
  const std::vector<double>& centre = inputs.centre.parameters;
  const auto seed = static_cast<std::uint64_t>(o.seed);
  const auto& [directions, dimensions] = std::tie(o.slice.directions, o.slice.dimensions);
  if (directions == "pca") return pca_frame(inputs.trajectory.view(), dimensions);
  if (directions == "eigenvectors")
    return eigenvector_frame(objective, centre, seed, dimensions, o.slice.lowest);
  if (directions == "models") return model_frame(centre, inputs.others.view());
  return random_frame(inputs.centre.shape, centre, seed, dimensions);
}

SliceFrame make_frame(const Options& o, const SliceInputs& inputs, const Dataset& data) {
  DatasetObjective objective(inputs.centre.shape, data);
  SliceFrame frame = directed_frame(o, inputs, objective);
  StoredMatrix<double> models{1, inputs.centre.parameters.size(), inputs.centre.parameters};
  models.rows += inputs.others.rows;
  models.values.insert(models.values.end(), inputs.others.values.begin(),
                       inputs.others.values.end());
  const Plane plane = plane_of(frame, inputs.centre.parameters);
  frame.trajectory = projected(inputs.trajectory.view(), plane, objective);
  frame.models = projected(models.view(), plane, objective);
  set_grid(frame, o.slice.directions, o.resolution.side, o.slice.extent);
  check_corners(frame, inputs.centre.parameters, objective);
  return frame;
}

/// A row of the grid.
SliceValues row_of(double y, const SliceFrame& frame, const Plane& plane,
                   PlaneEvaluation& evaluation) {
  std::vector<PlanePoint> points;
  for (const double x : frame.xs) points.push_back({x, y});
  std::vector<double> theta(plane.centre.size());
  SliceValues row;
  for (const PlaneValue& value : evaluation.at(points)) {
    set_point(plane, points[row.error.size()], theta);
    row.error.push_back(value.error);
    row.accuracy.push_back(value.accuracy);
    row.squared_norm.push_back(squared_norm(std::span<const double>(theta)));
  }
  return row;
}

int run(Options options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  check_request(options.slice);
  const SliceInputs inputs = read(options.slice);
  const RunData made_on =
      data_of_models(files_of(options.slice), options.dataset, options.data, options.seed);
  options.resolution.images =
      examples_for(made_on, "--images", options.images,
                   of_profile<std::size_t>(options.profile, 300, 10000, all_examples));
  const StudyRun run(options.out, "slices", options.profile, options.seed,
                     configuration_of(options, inputs, made_on));
  if (is_complete(run)) return success;

  // 2. The images.
  const Dataset data =
      first_examples(load(made_on.source, Split::train), options.resolution.images, "--images");
  check_fits(inputs.centre.shape, options.slice.centre.file.string() + ":/@layers", data);

  // 3. Where the slice lies; then one row after the other, and one file of all.
  const std::size_t columns = options.resolution.side;
  const std::size_t rows = options.slice.dimensions == 1 ? 1 : columns;
  SliceFrame frame;
  std::optional<PlaneEvaluation> evaluation;  // once the frame is there
  in_steps(
      run, 1 + rows, fmt::format("{} x {} points", columns, rows),
      [&](const Step& step) {
        if (step.number == 0) {
          step.show(0, options.slice.directions);
          write_frame(step.segment, make_frame(options, inputs, data));
          return;
        }
        step.show(0, fmt::format("row {} of {}", step.number, rows));
        if (!evaluation) {
          frame = read_frame(step.done.open(0));
          evaluation.emplace(inputs.centre.shape, data, plane_of(frame, inputs.centre.parameters));
        }
        write_values(step.segment,
                     row_of(frame.ys[step.number - 1], frame,
                            plane_of(frame, inputs.centre.parameters), *evaluation),
                     columns);
      },
      [&](const Segments& segments, RunWriter& file) {
        SliceValues values;
        for (std::size_t k = 1; k <= rows; ++k) values.append(read_values(segments.open(k)));
        write_frame(file, read_frame(segments.open(0)));
        write_values(file, values, columns);
      });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  add_slice_options(line, o->slice);
  line.add("--seed", o->seed, seed_range, "Of random directions");
  line.add_profile(o->profile);
  line.add("--side", o->resolution.side, {11, 50, 50}, {2, 1000}, "Grid points per side");
  line.add("--images", o->images, example_range, "First training images, instead of the profile's");
  line.add("--dataset", o->dataset, data_set_help);
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

/// How the minimum before the fourth transition disappears: the way from weights of the sweep, at
/// beta = 0.055 to 0.075, to those just after the transition; a plane with those at 0.064; and the
/// plane that the run monitoring/fall.h5, which falls through the transition, lies in best.
std::vector<PlannedRun> plan(const std::string& profile) {
  std::vector<int> paper;
  for (int point = 275; point <= 370; point += 5) paper.push_back(point);
  const auto points = of_profile<std::vector<int>>(profile, {29, 35},
                                                   {55, 58, 60, 62, 64, 66, 68, 70, 72, 74}, paper);
  const std::string before = fmt::format("@{}", checkpoint_file(4, "before")),
                    after = fmt::format("@{}", checkpoint_file(4, "after")), fall = "@monitoring/fall.h5",
                    images = profile == "study" ? " --images 5000" : "";
  std::vector<PlannedRun> runs;
  const auto add = [&](const std::string& name, const std::string& options) {
    runs.push_back({.files = {"slices/" + name}, .options = options, .dataset = "mnist"});
  };
  for (const int point : points)
    add(fmt::format("line_from_{}.h5", point),
        fmt::format("--model @{} --model-point {} --directions models --dimensions 1 --second {}",
                    first_sweep, point, after));
  add("line_from_T4.h5",
      fmt::format("--model {} --directions models --dimensions 1 --second {}", before, after));
  add("plane.h5",
      fmt::format("--model @{} --model-point {} --directions models --second {} "
                  "--third {} --trajectory {}{}",
                  first_sweep, of_profile(profile, 32, 64, 320), after, before, fall, images));
  add("fall.h5", fmt::format("--model {} --directions pca --trajectory {} --trajectory-point 0{}",
                             after, fall, images));
  return runs;
}

const Registration verb(
    {.name = "slices",
     .summary = "Error and loss on lines and planes around a model.",
     .example = "caldera slices --model seed1.h5 --model-point 0 --out slice.h5",
     .prepare = prepare,
     .plan = plan,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
