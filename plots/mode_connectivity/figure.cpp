// Figure 4 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: curves from one minimum to others.
//   (a) Running training error on Pathfinder's paths M₁ → M_k, against β, and the published ones;
//   (b) distance that remains to M_k, and the published ones;
//   (c) the same distance against epochs, and that of the control without a pull;
//   (d) training and test error along the whole route, the last straight leg included;
//   (e) training error along all curves of all pairs, against the position on the curve;
//   (f) the largest training error of each curve, with the mean length and cost of its kind.
// Grey: the published connections, means of eleven neighbouring β. The dashed line is the bound of
// the verdict for the route.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <string>

#include "plots/figures.h"
#include "plots/mode_connectivity/curve_panels.h"
#include "plots/mode_connectivity/published_connections.h"

namespace caldera {
namespace {

using published::ConnectionPoint;

/// Ours and the published, whose grids may differ tenfold; without β = 0.
const Axis pull_axis = {
    .label = "pull β", .low = 3e-8, .is_logarithmic = true, .format = "10^{%T}"};

/// The published connections, behind ours.
std::vector<Series> published_series(double ConnectionPoint::*y) {
  std::vector<Series> series;
  for (const published::Connection& connection : published::connections)
    series.push_back({.name = fmt::format("published M_1 → M_{{{}}}", connection.target),
                      .is_in_legend = false,
                      .mark = Mark::line,
                      .style = line(colour::grey, 0.7),
                      .x = column(connection.points, &ConnectionPoint::beta),
                      .y = column(connection.points, y)});
  return series;
}

/// Behind them the paths of ours, where there is a pull.
std::vector<Series> by_pull(const Pairs& pairs, double SweepRow::*y,
                            double ConnectionPoint::*published) {
  std::vector<Series> series = published_series(published);
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::span<const SweepRow> pulled = std::span(pairs[p].path).subspan(1);
    series.push_back({.name = name_of(pairs[p]),
                      .mark = Mark::line,
                      .style = marked_line(Symbol::disc, colour_of(p), 0.35, 1),
                      .x = column(pulled, &SweepRow::beta),
                      .y = column(pulled, y)});
  }
  return series;
}

Panel errors_on_paths(const Pairs& pairs) {
  return {.letter = "a",
          .at = left_of(0.735, 0.955),
          .x = pull_axis,
          .y = {.label = "running training error  (nat)", .low = 0},
          .series =
              by_pull(pairs, &SweepRow::training_error_running, &ConnectionPoint::training_error)};
}

Panel distances_on_paths(const Pairs& pairs) {
  Panel panel = {.letter = "b",
                 .at = right_of(0.735, 0.955),
                 .x = pull_axis,
                 .y = {.label = "distance to M_{/:Italic k}", .low = 0, .label_offset = 0.5},
                 .series = by_pull(pairs, &SweepRow::distance, &ConnectionPoint::distance),
                 .legend = Legend{.x = 0.42, .y = 0.6, .sample = 1.5}};
  panel.series.push_back(legend_entry("published", panel.series.front()));
  return panel;
}

/// A distance at the end of each step, and before them that of M₁ itself.
Series by_epochs(const std::string& name, const Style& style, double first,
                 const std::vector<double>& epochs, const std::vector<double>& distances) {
  Series series = {.name = name,
                   .is_in_legend = false,
                   .mark = Mark::line,
                   .style = style,
                   .x = {0},
                   .y = {first}};
  series.x.insert(series.x.end(), epochs.begin(), epochs.end());
  series.y.insert(series.y.end(), distances.begin(), distances.end());
  return series;
}

/// Path and control from the same start, and at the same rate.
Panel distances_by_epochs(const Pairs& pairs) {
  Panel panel = {.letter = "c",
                 .at = left_of(0.41, 0.63),
                 .x = {.label = "epochs from M_1 on", .low = 0},
                 .y = {.label = "distance to M_{/:Italic k}", .low = 0, .label_offset = 0.5},
                 .legend = Legend{.x = 0.5, .y = 0.3, .sample = 1.5}};
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const ModePair& pair = pairs[p];
    const double first = pair.start_distance();
    panel.series.push_back(by_epochs(name_of(pair), line(colour_of(p)), first, epochs_on_path(pair),
                                     column(pair.path, &SweepRow::distance)));
    panel.series.push_back(by_epochs(name_of(pair) + ", without pull", dashed(colour_of(p)), first,
                                     column(pair.control, &ControlRow::epochs),
                                     column(pair.control, &ControlRow::distance)));
  }
  panel.series.push_back({.name = "with pull", .mark = Mark::line, .style = line(colour::black)});
  panel.series.push_back({.name = "without", .mark = Mark::line, .style = dashed(colour::black)});
  return panel;
}

Figure make(const FigureFiles& files) {
  const Pairs pairs = load_modes(files.all("paths"), files.all("curves"));
  return {.size = {900, 1000},
          .panels = {errors_on_paths(pairs), distances_on_paths(pairs), distances_by_epochs(pairs),
                     routes(pairs), along_curves(pairs), largest_errors(pairs)}};
}

/// What training on without a pull has come to after the epochs of the paths.
std::string control_fact(const Pairs& pairs) {
  double least = std::numeric_limits<double>::infinity(), most = 0;
  for (const ModePair& pair : pairs) {
    const double ratio = control_at_end(pair).distance / pair.start_distance();
    least = std::min(least, ratio);
    most = std::max(most, ratio);
  }
  const ControlRow& end = control_at_end(pairs.front());
  return fmt::format(
      "After {:.0f} epochs it is {} times as far from the references as at the start, and its "
      "training error is {:.2g} nat, where that of M₁ is {:.2g} and that of the first path's end "
      "{:.2g}.",
      end.epochs,
      pairs.size() == 1 ? fmt::format("{:.3g}", most) : fmt::format("{:.3g} to {:.3g}", least, most),
      end.training_error,
      pairs.front().curves.at("route").points.front().error,
      pairs.front().path.back().training_error);
}

std::map<std::string, std::string> facts(const FigureFiles& files) {
  const Pairs pairs = load_modes(files.all("paths"), files.all("curves"));
  std::map<std::string, std::string> known = {{"control", control_fact(pairs)}};
  if (!has_published_grid(pairs.front().path))
    known["other_grid"] =
        "In fewer epochs a path of the same kind takes a stronger pull, so distances at a β cannot "
        "be compared with the published ones. The verdict compares errors where the same share of "
        "the distance is left.";
  return known;
}

const FigureRegistration figure(
    {.name = "mode_connectivity",
     .summary = "Figure 4 of arXiv 2512.11866 from our own runs.",
     .inputs = {{"paths", "modes/path_to_*.h5", "Run files of pathfinder"},
                {"curves", "modes/curves_to_*.h5", "Run files of mode_connectivity"}},
     .make = make,
     .facts = facts});

}  // namespace
}  // namespace caldera
