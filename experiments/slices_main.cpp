// Slices of the error surface: E on lines and planes around a model.
//
// Sample runs:
//   slices --model results/study/origin_sweep/seed1.h5 --model-point 0 --out random.h5
//   slices --model seed1.h5 --directions pca --trajectory seed1.h5 --out pca.h5
//   slices --model seed1.h5 --model-point 20 --directions eigenvectors --out eigenvectors.h5
//   slices --model a.h5 --directions models --second b.h5 --third c.h5 --out models.h5
//   slices --model seed1.h5 --dimensions 1 --out line.h5
//
// Description: E, accuracy and ‖θ‖² on the grid θ = centre + x u + y v; of the last two the loss
// L = E + (β/2)‖θ‖² follows for every β. The directions (experiments/slice_frame.h) are random
// with filter normalisation, the principal components of a trajectory, eigenvectors of the Hessian of
// E, or those to other models. A trajectory is the file of a training run, an epoch a point, or of a
// sweep, a β a point; its points are marked where they are nearest to the slice, and E is stored at
// the points themselves. The figure: plots/figure_slices.cpp.
//
// The frame is one segment and each row of the grid another: interrupted, the same command goes on
// after the last, to the same bits.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/sha256.h"
#include "autograd/arithmetic/sums.h"
#include "experiments/option_checks.h"
#include "experiments/place.h"
#include "experiments/profile.h"
#include "experiments/program.h"
#include "experiments/progress.h"
#include "experiments/slice_frame.h"
#include "experiments/storage/segments.h"
#include "experiments/sweep_table.h"
#include "nn/mnist.h"
#include "nn/plane_evaluation.h"

namespace caldera {
namespace {

/// How closely a profile looks.
struct Resolution {
  std::size_t side = 50;       ///< grid points a side
  std::size_t images = 10000;  ///< training images, the first so many
};

struct Options {
  std::string profile = "study", directions = "random";
  Resolution resolution;
  Place centre;
  std::optional<std::size_t> trajectory_point;
  std::size_t dimensions = 2;
  double extent = 0;
  std::optional<double> beta;
  bool lowest = false;
  std::int64_t seed = 1;
  std::filesystem::path trajectory, second, third, data = "data/mnist", out = "slices.h5";
};

void check(const Options& o) {
  check_one_of("--directions", o.directions, slice_directions);
  check(o.centre, "model");
  check_count("--dimensions", o.dimensions, 1, 2);
  check_count("--side", o.resolution.side, 2, 1000);
  check_count("--images", o.resolution.images, 1, 60000);
  check_not_negative("--extent", o.extent);
  if (o.beta) check_not_negative("--beta", *o.beta);
  check_between("--seed", o.seed, 0, std::numeric_limits<std::int64_t>::max());
  const auto check_given = [&](const std::string& option, const std::filesystem::path& file,
                               bool needed) {
    if (needed && file.empty())
      throw InputError("option missing", option, "a file, for --directions " + o.directions,
                       "none", "name one");
  };
  check_given("--trajectory", o.trajectory, o.directions == "pca" || o.trajectory_point);
  check_given("--second", o.second, o.directions == "models");
  check_given("--third", o.third, o.directions == "models" && o.dimensions == 2);
}

/// All that is read, but for the images. Weights are rows; there may be none.
struct Inputs {
  Model centre;
  double beta;  // of L
  StoredMatrix<double> trajectory, others;
};

/// The points of a training run's trajectory, or of a sweep.
StoredMatrix<double> read_trajectory(const std::filesystem::path& path, std::size_t parameters) {
  const RunFile file(path);
  const std::string name =
      file.has("/trajectory/parameters") ? "/trajectory/parameters" : sweep_parameters;
  const StoredMatrix<float> stored = file.matrix<float>(name);
  if (stored.cols != parameters)
    throw InputError("trajectory", path.string() + ":" + name,
                     fmt::format("{} columns, as the model has parameters", parameters),
                     fmt::format("{}", stored.cols), "name a run of this model");
  return {stored.rows, stored.cols, {stored.values.begin(), stored.values.end()}};
}

void add_model(StoredMatrix<double>& models, const std::filesystem::path& path,
               const NetworkShape& shape) {
  const Model model = read_model(path);
  if (describe(model.shape) != describe(shape))
    throw InputError("model file", path.string(), describe(shape), describe(model.shape),
                     "models of a plane have one shape");
  models.cols = model.parameters.size();
  ++models.rows;
  models.values.insert(models.values.end(), model.parameters.begin(), model.parameters.end());
}

Inputs read_inputs(const Options& o) {
  Inputs inputs{.centre = read(o.centre), .beta = 0, .trajectory = {}, .others = {}};
  inputs.beta = o.beta ? *o.beta : trained_beta(o.centre).value_or(0);
  if (!o.trajectory.empty())
    inputs.trajectory = read_trajectory(o.trajectory, inputs.centre.parameters.size());
  if (o.trajectory_point) {
    check_count("--trajectory-point", *o.trajectory_point, 0,
                static_cast<std::int64_t>(inputs.trajectory.rows) - 1);
    const auto point = inputs.trajectory.view().row(*o.trajectory_point);
    inputs.centre.parameters.assign(point.begin(), point.end());
  }
  if (o.directions != "models") return inputs;
  add_model(inputs.others, o.second, inputs.centre.shape);
  if (o.dimensions == 2) add_model(inputs.others, o.third, inputs.centre.shape);
  return inputs;
}

std::string hash(const std::vector<double>& parameters) {
  return sha256_hex(std::as_bytes(std::span(parameters)));
}

RunIdentity identity_of(const Options& o, const Inputs& inputs) {
  const auto integer = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  return {.program = "slices",
          .study = "slices",
          .profile = o.profile,
          .seed = o.seed,
          .configuration = {{"beta", inputs.beta},
                            {"centre", hash(inputs.centre.parameters)},
                            {"dataset", "mnist"},
                            {"dimensions", integer(o.dimensions)},
                            {"directions", o.directions},
                            {"extent", o.extent},
                            {"images", integer(o.resolution.images)},
                            {"lowest", std::int64_t{o.lowest}},
                            {"others", hash(inputs.others.values)},
                            {"side", integer(o.resolution.side)},
                            {"trajectory", hash(inputs.trajectory.values)}}};
}

SliceFrame directed_frame(const Options& o, const Inputs& inputs, DatasetObjective& objective) {
  const std::vector<double>& centre = inputs.centre.parameters;
  const auto seed = static_cast<std::uint64_t>(o.seed);
  if (o.directions == "pca") return pca_frame(inputs.trajectory.view(), o.dimensions);
  if (o.directions == "eigenvectors")
    return eigenvector_frame(objective, centre, seed, o.dimensions, o.lowest);
  if (o.directions == "models") return model_frame(centre, inputs.others.view());
  return random_frame(inputs.centre.shape, centre, seed, o.dimensions);
}

SliceFrame make_frame(const Options& o, const Inputs& inputs, const Dataset& data) {
  DatasetObjective objective(inputs.centre.shape, data);
  SliceFrame frame = directed_frame(o, inputs, objective);
  StoredMatrix<double> models{1, inputs.centre.parameters.size(), inputs.centre.parameters};
  models.rows += inputs.others.rows;
  models.values.insert(models.values.end(), inputs.others.values.begin(),
                       inputs.others.values.end());
  const Plane plane = plane_of(frame, inputs.centre.parameters);
  frame.trajectory = projected(inputs.trajectory.view(), plane, objective);
  frame.models = projected(models.view(), plane, objective);
  set_grid(frame, o.directions, o.resolution.side, o.extent);
  return frame;
}

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

int run(const Options& options) {
  const auto started = std::chrono::steady_clock::now();

  // 1. What the run is. An earlier result of the same run is left as it is.
  check(options);
  const Inputs inputs = read_inputs(options);
  const RunIdentity identity = identity_of(options, inputs);
  if (Segments::is_complete(options.out, identity)) return success;

  // 2. The images.
  const Dataset data =
      first_examples(load_mnist(options.data, Split::train), options.resolution.images);
  check_fits(inputs.centre.shape, options.centre.file.string() + ":/@layers", data);

  // 3. Where the slice lies; the first segment.
  Segments segments(options.out, identity);
  Progress progress("slices");
  progress.show(0, options.directions);
  if (segments.count() == 0) {
    RunWriter segment = segments.writer(0);
    write_frame(segment, make_frame(options, inputs, data));
    segment.commit();
  }
  const SliceFrame frame = read_frame(segments.open(0));
  const Plane plane = plane_of(frame, inputs.centre.parameters);

  // 4. One row after the other; one segment each.
  PlaneEvaluation evaluation(inputs.centre.shape, data, plane);
  const std::size_t rows = frame.ys.size();
  for (std::size_t k = std::max<std::size_t>(segments.count(), 1); k <= rows; ++k) {
    progress.show(static_cast<double>(k) / static_cast<double>(rows + 1),
                  fmt::format("row {} of {}", k, rows));
    RunWriter segment = segments.writer(k);
    write_values(segment, row_of(frame.ys[k - 1], frame, plane, evaluation), frame.xs.size());
    segment.commit();
  }

  // 5. One file from all segments.
  SliceValues values;
  for (std::size_t k = 1; k <= rows; ++k) values.append(read_values(segments.open(k)));
  RunWriter file(options.out, identity);
  write_frame(file, frame);
  write_values(file, values, frame.xs.size());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  file.machine("wall_seconds", seconds.count());
  file.commit();
  segments.remove();
  fmt::print("slices: {} x {} points written to {} in {:.1f} s\n", frame.xs.size(), rows,
             options.out.string(), seconds.count());
  return success;
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Error and loss on lines and planes around a model.", "slices");
  app.footer("Example: slices --model seed1.h5 --model-point 0 --out slice.h5");
  Options o;
  std::optional<std::size_t> side, images;
  add_place_options(app, "model", o.centre);
  app.add_option("--directions", o.directions, "random, pca, eigenvectors or models")
      ->capture_default_str();
  app.add_option("--dimensions", o.dimensions, "1, a line, or 2, a plane")->capture_default_str();
  app.add_option("--trajectory", o.trajectory, "Run file of a training run or a sweep, to mark");
  app.add_option("--trajectory-point", o.trajectory_point,
                 "Centre on this point of the trajectory, from 0, instead of the model");
  app.add_option("--second", o.second, "For models: the model file that u points to");
  app.add_option("--third", o.third, "For models: the model file that makes it a plane");
  app.add_flag("--lowest", o.lowest, "For eigenvectors: those with the smallest eigenvalues");
  app.add_option("--extent", o.extent, "From -extent to extent; 0: by the directions")
      ->capture_default_str();
  app.add_option("--beta", o.beta,
                 "Of L = E + (beta/2)|theta|^2; default: that of the sweep, or 0 without one");
  app.add_option("--seed", o.seed, "Of random directions")->capture_default_str();
  app.add_option("--profile", o.profile, "smoke, study or paper")->capture_default_str();
  app.add_option("--side", side, "Grid points a side, instead of the profile's");
  app.add_option("--images", images, "First training images, instead of the profile's");
  app.add_option("--data", o.data, "Folder with the four MNIST files")->capture_default_str();
  app.add_option("--out", o.out, "Run file to write")->capture_default_str();
  add_arithmetic_options(app);
  return run_program(app, argc, argv, [&] {
    o.resolution = of_profile<Resolution>(o.profile, {.side = 11, .images = 300}, {},
                                          {.side = 50, .images = 60000});
    o.resolution = {.side = side.value_or(o.resolution.side),
                    .images = images.value_or(o.resolution.images)};
    return run(o);
  });
}
