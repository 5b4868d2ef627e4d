#include "experiments/slices/record.h"

#include <fmt/format.h>

#include "experiments/run/columns.h"

namespace caldera {

void SliceValues::append(const SliceValues& rows) {
  error.insert(error.end(), rows.error.begin(), rows.error.end());
  accuracy.insert(accuracy.end(), rows.accuracy.begin(), rows.accuracy.end());
  squared_norm.insert(squared_norm.end(), rows.squared_norm.begin(), rows.squared_norm.end());
}

namespace {

const Columns<ProjectedPoints> point_columns = {
    {"x", "1", "nearest point of the slice, along the first direction", &ProjectedPoints::at,
     &PlanePoint::x},
    {"y", "1", "nearest point of the slice, along the second direction", &ProjectedPoints::at,
     &PlanePoint::y},
    {"error", "nat", "mean cross-entropy at the point itself", &ProjectedPoints::error},
    {"squared_norm", "1", "squared norm of the parameters at the point itself",
     &ProjectedPoints::squared_norm},
    {"share", "1", "squared distance from the centre that lies in the slice, as a share",
     &ProjectedPoints::share},
};

void write_points(RunWriter& file, const std::string& group, const ProjectedPoints& points) {
  if (points.size() > 0) point_columns.write_alone(file, group, points);
}

ProjectedPoints read_points(const RunFile& file, const std::string& group) {
  if (!file.has(group)) return {};
  ProjectedPoints points = point_columns.read_alone(file, group);
  if (points.size() == 0) file.refuse(group, "at least one point", "none");
  for (const auto& [name, values] :
       {std::pair("/error", &points.error), {"/squared_norm", &points.squared_norm}})
    if (values->size() != points.size())
      file.refuse(group + name, fmt::format("{} entries", points.size()),
                  fmt::format("{}", values->size()));
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
  frame.xs = read_filled<double>(file, "/slice/x");
  frame.ys = read_filled<double>(file, "/slice/y");
  frame.directions = file.matrix<double>("/slice/direction");
  const std::size_t directions = frame.directions.rows == 1 ? 1 : 2;  // a line or a plane
  frame.directions = read_rows<double>(file, "/slice/direction", directions);
  if (frame.is_line() && frame.ys.size() != 1)
    file.refuse("/slice/y", "one entry, as of a line", fmt::format("{}", frame.ys.size()));
  if (file.has(shares)) frame.shares = read_column<double>(file, shares, directions);
  if (file.has(curvatures)) frame.curvatures = read_column<double>(file, curvatures, directions);
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
  return {file.matrix<double>("/slice/error").values, file.matrix<double>("/slice/accuracy").values,
          file.matrix<double>("/slice/squared_norm").values};
}

Slice load_slice(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "slices");
  Slice slice{file.attribute<std::int64_t>("seed"),
              file.attribute_of<std::string>("/configuration", "directions"),
              read_not_negative(file, "beta"),
              read_frame(file),
              {}};
  const SliceFrame& frame = slice.frame;
  const auto values = [&](const char* name) {
    return read_grid<double>(file, name, frame.ys.size(), frame.xs.size()).values;
  };
  slice.values = {values("/slice/error"), values("/slice/accuracy"), values("/slice/squared_norm")};
  if (slice.directions == "pca" && frame.shares.empty())
    file.refuse(shares, "a share for each direction", "none");
  if (slice.directions == "eigenvectors" && frame.curvatures.empty())
    file.refuse(curvatures, "an eigenvalue for each direction", "none");
  return slice;
}

}  // namespace caldera
