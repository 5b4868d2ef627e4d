// The density of all eigenvalues of a model's curvature (probes/spectrum/density.h).
//
// Sample run:
//   caldera probe density --model model.h5 --subset 10000 --out density.h5

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "caldera/probes/spectrum/density.h"
#include "experiments/probe/question.h"
#include "experiments/probe/sampled.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

constexpr double largest_loss = 0.01;  ///< of a density's integral, 1, before it counts as reached
constexpr std::size_t finest_grid = 100000;  ///< points, if a narrow --width needs them

struct Options {
  Question question;
  DensityOptions density;
};

const Columns<SpectralDensity> density_columns = {
    {"eigenvalue", "nat", "eigenvalue", &SpectralDensity::grid},
    {"density", "1/nat", "density of eigenvalues", &SpectralDensity::density},
    {"standard_error", "1/nat", "standard error of the density", &SpectralDensity::standard_error},
    {"width", "nat", "standard deviation of the smoothing", &SpectralDensity::width},
    {"integral", "1", "integral of the density over the grid; 1 if it holds the whole spectrum",
     &SpectralDensity::integral},
};

ProbeReport report_of(const SpectralDensity& found) {
  ProbeReport report;
  const double first = found.rules.front().nodes.front(), last = found.rules.front().nodes.back();
  const auto worst = std::ranges::max(found.standard_error);
  report.lines.push_back(
      fmt::format("spectrum from {:.6g} to {:.6g} (ends of one quadrature); "
                  "smoothed by {:.3g}",
                  first, last, found.width));
  report.lines.push_back(
      fmt::format("largest density {:.4g}, largest standard error {:.2g}; {} "
                  "start vectors, {} products",
                  std::ranges::max(found.density), worst, found.rules.size(), found.products));
  const bool whole = std::abs(found.integral - 1) <= largest_loss;
  report.reached = whole;  // no standard error is asked for
  report.lines.push_back(fmt::format("integral over the {} points of the grid {:.6f}{}",
                                     found.grid.size(), found.integral,
                                     whole ? "" : ", which is not 1"));
  report.add_row("/density", density_columns, found);
  return report;
}

Configuration configuration_of(const DensityOptions& o) {
  Configuration result = caldera::configuration_of(o.sampling);
  result.merge(Configuration{{"points", static_cast<std::int64_t>(o.grid_points)},
                             {"steps", static_cast<std::int64_t>(o.steps)},
                             {"width", o.width}});
  return result;
}

int ask(const Question& question, DensityOptions options) {
  options.sampling = limited(options.sampling, question.target.seed);
  options.most_grid_points = std::max(options.grid_points, finest_grid);
  Request request(question, "density", configuration_of(options));
  return answer(request, [&] {
    Watched matrix(request.target.matrix(), "probe density",
                   options.steps * options.sampling.most_samples);
    return report_of(spectral_density(matrix, options));
  });
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  add_question_options(line, o->question);
  line.add("--steps", o->density.steps, {1, 10000}, "Lanczos steps per start vector");
  line.add("--starts", o->density.sampling.most_samples, {2, most_directions}, "Start vectors");
  line.add("--width", o->density.width, not_negative, "Of the smoothing; 0: 1 % of the spectrum");
  line.add("--points", o->density.grid_points, {2, 10000000},
           "Of the grid; more if its step would be longer than the width");
  return [o] { return ask(o->question, o->density); };
}

const Registration verb(
    {.name = "probe density",
     .summary = "Density of all eigenvalues of a model's curvature.",
     .example = "caldera probe density --model model.h5 --subset 10000 --out density.h5",
     .prepare = prepare,
     .group = VerbGroup::first,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
