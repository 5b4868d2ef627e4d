#pragma once
// Slices of the error surface, lines and planes around a model, and how they lie in run files.

#include <cstdint>
#include <string>
#include <vector>

#include "caldera/autograd/plane.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// Points of parameter space seen from a slice: where each is nearest to it, and what is true of
/// the point itself, which lies beside it.
struct ProjectedPoints {
  std::vector<PlanePoint> at;        ///< nearest point of the slice
  std::vector<double> error;         ///< E of the point itself, nats
  std::vector<double> squared_norm;  ///< ‖θ‖² of the point itself
  double share = 0;                  ///< of Σ ‖θ − centre‖²: what lies in the slice

  std::size_t size() const { return at.size(); }
};

/// Where a slice lies, and what is marked on it: all that is known before its grid is evaluated.
struct SliceFrame {
  StoredMatrix<double> directions = {};  ///< one or two × P
  std::vector<double> xs = {}, ys = {};  ///< of the grid; a line has ys = {0}
  std::vector<double> shares = {};       ///< pca: of the trajectory's variance along each direction
  std::vector<double> curvatures = {};   ///< eigenvectors: eigenvalue of ∇²E of each direction
  ProjectedPoints trajectory = {};       ///< may be empty
  ProjectedPoints models = {};           ///< the centre, and what else the plane goes through

  bool is_line() const { return directions.rows == 1; }
};

/// What is found at every point of the grid: a row for each y, a column for each x.
struct SliceValues {
  std::vector<double> error;         ///< E in nats
  std::vector<double> accuracy;      ///< correct answers in percent
  std::vector<double> squared_norm;  ///< ‖θ‖²

  /// Adds the next rows.
  void append(const SliceValues& rows);
};

/// Writes a frame as /slice/… and values as /slice/…; a frame and all its values are a slice. Rows
/// of values are cols wide; there may be fewer of them than the frame has, in a segment.
void write_frame(RunWriter& file, const SliceFrame& frame);
void write_values(RunWriter& file, const SliceValues& values, std::size_t cols);

/// The inverse. Throws InputError for a file without them.
SliceFrame read_frame(const RunFile& file);
SliceValues read_values(const RunFile& file);

/// A whole slice, with what of its configuration a figure needs.
struct Slice {
  std::int64_t seed = 0;
  std::string directions = {};  ///< random, pca, eigenvectors or models
  double beta = 0;              ///< of L = E + (β/2)‖θ‖², if L is what is to be seen
  SliceFrame frame = {};
  SliceValues values = {};
};

/// Reads a run file of the program slices. Throws InputError for one of another study, and for a
/// grid that is not whole.
Slice load_slice(const std::filesystem::path& file);

}  // namespace caldera
