#include "experiments/model/model_file.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/model/model_shape.h"
#include "experiments/sweep/record.h"

namespace caldera {

namespace {

const std::string parameters_group = "/parameters";

std::string path_of(const ParameterSlice& slice) {
  return parameters_group + "/" + slice.layer + "/" + slice.kind;
}

bool is_weight(const ParameterSlice& slice) { return slice.kind == "weight"; }

// ---- Reading -----------------------------------------------------------------------------------

/// The entries of a float or double array of that shape, widened. Looks before it reads.
std::vector<double> read_slice(const RunFile& file, const ParameterSlice& slice) {
  const std::string name = path_of(slice), where = file.path().string() + ":" + name;
  const Kind kind = file.kind(name);
  const Shape expected = is_weight(slice) ? Shape{slice.rows, slice.cols} : Shape{slice.cols};
  if (kind.shape != expected)
    throw InputError("model file", where, "shape " + to_text(expected), to_text(kind.shape),
                     "weights are out x in");
  if (kind.type != "float32" && kind.type != "float64")
    throw InputError("model file", where, "float32 or float64", kind.type, model_file_remedy);
  const Values values = file.array(name);
  if (kind.type == "float64") return values_as<double>(values, where);
  const std::vector<float> single = values_as<float>(values, where);
  return {single.begin(), single.end()};
}

void check_finite(const std::vector<double>& entries, const std::string& where) {
  const auto bad = std::ranges::find_if_not(entries, [](double x) { return std::isfinite(x); });
  if (bad != entries.end())
    throw InputError("model file", where, "finite numbers",
                     std::to_string(*bad) + " at entry " + std::to_string(bad - entries.begin()),
                     "the training that made it has diverged");
}

/// A layer that the description does not know would be left out in silence.
void check_no_other_layers(const RunFile& file, const std::vector<ParameterSlice>& slices) {
  for (const std::string& member : file.members(parameters_group))
    if (std::ranges::find(slices, member, &ParameterSlice::layer) == slices.end())
      throw InputError("model file", file.path().string() + ":" + parameters_group,
                       "layers up to " + slices.back().layer, member, model_file_remedy);
}

}  // namespace

Model read_model(const std::filesystem::path& path) {
  const RunFile file(path);
  Model model{read_shape(file), {}};
  const std::vector<ParameterSlice> slices = parameter_slices(model.shape);
  for (const ParameterSlice& slice : slices) {
    const std::vector<double> entries = read_slice(file, slice);
    check_finite(entries, path.string() + ":" + path_of(slice));
    model.parameters.insert(model.parameters.end(), entries.begin(), entries.end());
  }
  check_no_other_layers(file, slices);
  return model;
}

SweepModels read_sweep_models(const std::filesystem::path& path) {
  const RunFile file(path);
  const NetworkShape shape = read_shape(file);
  return {path, shape, file.matrix<float>(sweep_parameters, {}, parameter_count(shape))};
}

Model SweepModels::at(std::size_t point) const {
  const std::string where = path.string() + ":" + sweep_parameters;
  if (point >= parameters.rows)
    throw InputError("model file", where, "a point below " + std::to_string(parameters.rows),
                     std::to_string(point), "points are counted from 0");
  const std::span<const float> theta = parameters.view().row(point);
  Model model{shape, {theta.begin(), theta.end()}};
  check_finite(model.parameters, where);
  return model;
}

Model read_model_at(const std::filesystem::path& path, std::size_t point) {
  return read_sweep_models(path).at(point);
}

void check_fits(const NetworkShape& shape, const std::string& where, const Dataset& data) {
  if (input_count(shape) == data.features && shape.widths.back() == data.classes) return;
  throw InputError("model", where,
                   std::to_string(data.features) + " inputs and " + std::to_string(data.classes) +
                       " outputs, as " + data.name + " has",
                   describe(shape), "choose a model for this data set");
}

std::vector<float> float_parameters(const Model& model, const std::filesystem::path& path) {
  std::vector<float> theta;
  for (const double parameter : model.parameters) {
    theta.push_back(static_cast<float>(parameter));
    if (static_cast<double>(theta.back()) != parameter)
      throw InputError("model file", path.string(), "parameters that are floats",
                       "a double at entry " + std::to_string(theta.size() - 1),
                       "paths are followed in float; round the parameters first");
  }
  return theta;
}

// ---- Writing -----------------------------------------------------------------------------------

template <class T>
void write_model(RunWriter& writer, const NetworkShape& shape, std::span<const T> theta) {
  write_shape(writer, shape);
  for (const ParameterSlice& slice : parameter_slices(shape)) {
    const T* const first = theta.data() + slice.offset;
    if (is_weight(slice))
      writer.matrix<T>(path_of(slice), {first, slice.rows, slice.cols},
                       {"1", "weights of " + slice.layer + ", out x in"});
    else
      writer.vector(path_of(slice), std::span<const T>(first, slice.cols),
                    {"1", "biases of " + slice.layer});
  }
}

template void write_model(RunWriter&, const NetworkShape&, std::span<const float>);
template void write_model(RunWriter&, const NetworkShape&, std::span<const double>);

}  // namespace caldera
