#pragma once
// Which slice the command line asks for, and the weights that it needs.

#include <filesystem>
#include <optional>
#include <string>

#include "experiments/model/place.h"

namespace caldera {

/// Options of the program slices that say where a slice lies.
struct SliceRequest {
  std::string directions = "random";  ///< one of slice_directions (experiments/slices/frame.h)
  std::size_t dimensions = 2;         ///< 1, a line, or 2, a plane
  Place centre;
  std::filesystem::path trajectory;             ///< run file of a training run or a sweep; or empty
  std::optional<std::size_t> trajectory_point;  ///< takes the place of the centre
  std::filesystem::path second, third;          ///< for models
  bool lowest = false;                          ///< for eigenvectors
  double extent = 0;                            ///< 0: by the directions
  std::optional<double> beta;  ///< of L; none: that of the centre's sweep, or 0 without one
};

/// Adds --model, which is required, --directions and so on.
void add_slice_options(CommandLine& line, SliceRequest& request);

/// Refuses what can be refused before anything is read.
void check_request(const SliceRequest& request);

/// The files that its weights come from.
std::vector<std::filesystem::path> files_of(const SliceRequest& request);

/// The weights, a row each; of the trajectory and the other models there may be none.
struct SliceInputs {
  Model centre;
  double beta;
  StoredMatrix<double> trajectory, others;
};

/// Reads them. Throws InputError as read_model does, for a trajectory or a model of another shape
/// than the centre's, and for a point that the trajectory does not have.
SliceInputs read(const SliceRequest& request);

}  // namespace caldera
