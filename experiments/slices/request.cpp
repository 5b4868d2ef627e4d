#include "experiments/slices/request.h"

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/slices/frame.h"
#include "experiments/study/option_checks.h"
#include "experiments/sweep/record.h"

namespace caldera {

namespace {

constexpr RealRange extent_range{"0 to 1e6",
                                 [](double x) { return 0 <= x && x <= largest_extent; }};
static_assert(largest_extent == 1e6, "as extent_range says");

}  // namespace

void add_slice_options(CommandLine& line, SliceRequest& request) {
  add_place_options(line, "model", request.centre).required();
  line.add("--directions", request.directions, "random, pca, eigenvectors or models");
  line.add("--dimensions", request.dimensions, {1, 2}, "1, a line, or 2, a plane");
  line.add("--trajectory", request.trajectory, "Run file of a training run or a sweep, to mark");
  line.add("--trajectory-point", request.trajectory_point, {0, 1000000},
           "Centre on this point of the trajectory, from 0, instead of the model");
  line.add("--second", request.second, "For models: the model file that x leads to");
  line.add("--third", request.third, "For models: the model file that makes it a plane");
  line.add("--lowest", request.lowest, "For eigenvectors: those with the smallest eigenvalues");
  line.add("--extent", request.extent, extent_range,
           "From -extent to extent; 0: by the directions");
  line.add("--beta", request.beta, not_negative,
           "Of L = E + (beta/2)|theta|^2; default: that of the sweep, or 0 without one");
}

void check_request(const SliceRequest& request) {
  check_one_of("--directions", request.directions, slice_directions);
  const auto need = [](bool needed, const std::string& option, const std::filesystem::path& file) {
    if (needed && file.empty())
      throw InputError("option missing", option, "a file", "none", "name one");
  };
  const bool models = request.directions == "models";
  need(request.directions == "pca" || request.trajectory_point, "--trajectory", request.trajectory);
  need(models, "--second", request.second);
  need(models && request.dimensions == 2, "--third", request.third);
}

std::vector<std::filesystem::path> files_of(const SliceRequest& request) {
  std::vector<std::filesystem::path> files = {request.centre.file};
  if (!request.trajectory.empty()) files.push_back(request.trajectory);
  if (request.directions != "models") return files;
  files.push_back(request.second);
  if (request.dimensions == 2) files.push_back(request.third);
  return files;
}

namespace {

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
                     "models of a slice have one shape");
  models.cols = model.parameters.size();
  ++models.rows;
  models.values.insert(models.values.end(), model.parameters.begin(), model.parameters.end());
}

}  // namespace

SliceInputs read(const SliceRequest& request) {
  SliceInputs inputs{.centre = read(request.centre), .beta = 0, .trajectory = {}, .others = {}};
  inputs.beta = request.beta ? *request.beta : trained_beta(request.centre).value_or(0);
  if (!request.trajectory.empty())
    inputs.trajectory = read_trajectory(request.trajectory, inputs.centre.parameters.size());
  if (request.trajectory_point) {
    check_count("--trajectory-point", *request.trajectory_point, 0,
                static_cast<std::int64_t>(inputs.trajectory.rows) - 1);
    const auto point = inputs.trajectory.view().row(*request.trajectory_point);
    inputs.centre.parameters.assign(point.begin(), point.end());
  }
  if (request.directions != "models") return inputs;
  add_model(inputs.others, request.second, inputs.centre.shape);
  if (request.dimensions == 2) add_model(inputs.others, request.third, inputs.centre.shape);
  return inputs;
}

}  // namespace caldera
