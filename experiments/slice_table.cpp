#include "experiments/slice_table.h"

#include <fmt/format.h>

#include "autograd/arithmetic/error.h"

namespace caldera {

void SliceValues::append(const SliceValues& rows) {
  error.insert(error.end(), rows.error.begin(), rows.error.end());
  accuracy.insert(accuracy.end(), rows.accuracy.begin(), rows.accuracy.end());
  squared_norm.insert(squared_norm.end(), rows.squared_norm.begin(), rows.squared_norm.end());
}

namespace {

void write_points(RunWriter& file, const std::string& group, const ProjectedPoints& points) {
  if (points.at.empty()) return;
  std::vector<double> x, y;
  for (const PlanePoint& at : points.at) {
    x.push_back(at.x);
    y.push_back(at.y);
  }
  file.vector(group + "/x", x, {"1", "nearest point of the slice, along the first direction"});
  file.vector(group + "/y", y, {"1", "nearest point of the slice, along the second direction"});
  file.vector(group + "/error", points.error, {"nat", "mean cross-entropy at the point itself"});
  file.vector(group + "/squared_norm", points.squared_norm,
              {"1", "squared norm of the parameters at the point itself"});
  file.scalar(group + "/share", points.share,
              {"1", "squared distance from the centre that lies in the slice, as a share"});
}

ProjectedPoints read_points(const RunFile& file, const std::string& group) {
  ProjectedPoints points;
  if (!file.has(group)) return points;
  const std::vector<double> x = file.vector<double>(group + "/x");
  const std::vector<double> y = file.vector<double>(group + "/y");
  points.error = file.vector<double>(group + "/error");
  points.squared_norm = file.vector<double>(group + "/squared_norm");
  points.share = file.scalar<double>(group + "/share");
  if (y.size() != x.size() || points.error.size() != x.size() ||
      points.squared_norm.size() != x.size())
    throw InputError("run file", file.path().string() + ":" + group, "columns of one length",
                     "different lengths", "make the run again");
  for (std::size_t i = 0; i < x.size(); ++i) points.at.push_back({x[i], y[i]});
  return points;
}

constexpr const char* shares = "/slice/variance_share";
constexpr const char* curvatures = "/slice/eigenvalue";

}  // namespace

void write_frame(RunWriter& file, const SliceFrame& frame) {
  file.vector("/slice/x", frame.xs, {"1", "coordinates along the first direction"});
  file.vector("/slice/y", frame.ys, {"1", "coordinates along the second direction"});
  file.matrix<double>("/slice/direction", frame.directions.view(),
                      {"1", "the directions, a row each; parameters in the order of the layers"});
  if (!frame.shares.empty())
    file.vector(shares, frame.shares,
                {"1", "variance of the trajectory along each direction, as a share"});
  if (!frame.curvatures.empty())
    file.vector(curvatures, frame.curvatures,
                {"nat", "eigenvalue of the Hessian of E at the centre, of each direction"});
  write_points(file, "/trajectory", frame.trajectory);
  write_points(file, "/models", frame.models);
}

SliceFrame read_frame(const RunFile& file) {
  SliceFrame frame;
  frame.xs = file.vector<double>("/slice/x");
  frame.ys = file.vector<double>("/slice/y");
  frame.directions = file.matrix<double>("/slice/direction");
  if (file.has(shares)) frame.shares = file.vector<double>(shares);
  if (file.has(curvatures)) frame.curvatures = file.vector<double>(curvatures);
  frame.trajectory = read_points(file, "/trajectory");
  frame.models = read_points(file, "/models");
  return frame;
}

void write_values(RunWriter& file, const SliceValues& values, std::size_t cols) {
  const auto write = [&](const std::string& name, const std::vector<double>& numbers,
                         const Description& description) {
    file.matrix<double>("/slice/" + name, {numbers.data(), numbers.size() / cols, cols},
                        description);
  };
  write("error", values.error, {"nat", "mean cross-entropy, a row for each y"});
  write("accuracy", values.accuracy, {"%", "correct answers, a row for each y"});
  write("squared_norm", values.squared_norm,
        {"1", "squared norm of the parameters, a row for each y"});
}

SliceValues read_values(const RunFile& file) {
  return {file.matrix<double>("/slice/error").values,
          file.matrix<double>("/slice/accuracy").values,
          file.matrix<double>("/slice/squared_norm").values};
}

Slice load_slice(const std::filesystem::path& path) {
  const RunFile file(path);
  if (const std::string study = file.attribute<std::string>("study"); study != "slices")
    throw InputError("run file", path.string(), "study slices", study, "name another file");
  Slice slice{file.attribute<std::int64_t>("seed"),
              file.attribute_of<std::string>("/configuration", "directions"),
              file.attribute_of<double>("/configuration", "beta"), read_frame(file),
              read_values(file)};
  const std::size_t points = slice.frame.xs.size() * slice.frame.ys.size();
  for (const auto* values :
       {&slice.values.error, &slice.values.accuracy, &slice.values.squared_norm})
    if (values->size() != points)
      throw InputError("run file", path.string() + ":/slice", fmt::format("{} points", points),
                       fmt::format("{}", values->size()), "make the run again");
  return slice;
}

}  // namespace caldera
