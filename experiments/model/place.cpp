#include "experiments/model/place.h"

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sha256.h"
#include "experiments/sweep/record.h"

namespace caldera {

namespace {

/// The point just after a transition of a sweep.
std::size_t point_after(const std::filesystem::path& file, std::size_t transition) {
  const std::vector<Transition> found = find_transitions(read_sweep(RunFile(file)));
  if (transition > found.size())
    throw InputError("transition", file.string(),
                     found.empty() ? std::string("a sweep with transitions")
                                   : fmt::format("1 to {}, those that are found", found.size()),
                     fmt::format("{}", transition), "name one of them, or a point");
  return found[transition - 1].right;
}

}  // namespace

Parameter& add_place_options(CommandLine& line, const std::string& name, Place& place) {
  const std::string option = "--" + name;
  Parameter& file = line.add(option, place.file, "Model file, or run file of a sweep");
  line.add(option + "-point", place.point, {0, 1000000},
           "Point of that sweep, from 0; default: the last");
  line.add(option + "-transition", place.transition, {1, 1000000},
           "The point just after this transition of that sweep, from 1")
      .excluding(option + "-point");
  return file;
}

Model read(const Place& place) {
  if (place.transition)
    return read_model_at(place.file, point_after(place.file, *place.transition));
  return place.point ? read_model_at(place.file, *place.point) : read_model(place.file);
}

std::optional<double> trained_beta(const Place& place) {
  const RunFile file(place.file);
  if (!file.has("/sweep/beta")) return std::nullopt;
  const std::vector<double> betas = file.vector<double>("/sweep/beta");
  const std::size_t point = place.transition ? point_after(place.file, *place.transition)
                                             : place.point.value_or(betas.size() - 1);
  if (point >= betas.size())
    throw InputError("run file", place.file.string() + ":/sweep/beta", "a beta for every point",
                     fmt::format("{}", betas.size()), "make the run again");
  return betas[point];
}

std::string fingerprint(const std::vector<float>& theta) {
  return sha256_hex(std::as_bytes(std::span(theta)));
}

}  // namespace caldera
