// Figure 3 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own run: Hessian eigenvalues along a path, and what they say of its
// stability.
//   (a) The eigenvalues of ∇²E of largest magnitude, coloured by rank, against the distance r from
//       the reference; negative ones open. The path goes from right to left: r falls as β rises.
// The others are against β, since most points of a path lie in one decade of r:
//   (b) the last of these eigenvalues alone;
//   (c) the stability margin λ_min(∇²E) + c with its error bar, where cI is the pull's curvature:
//       below zero a stationary point is a saddle;
//   (d) the norm of the gradient of what is minimised, which says how far from stationary a point
//       is.
// Dotted lines are the transitions that the detector finds on the path, grey lines the published
// eigenvalues: the ten largest in (a), the fiftieth in (a) and (b). The figure origin_spectrum shows the
// same of spectra along an origin sweep, of which none are published.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plots/figures.h"
#include "plots/path_spectrum/spectrum_of_path.h"
#include "plots/published/spectrum.h"
#include "plots/published_series.h"

namespace caldera {
namespace {

using Rows = std::vector<SpectrumRow>;

/// A number, and how far off it may be.
struct Bounded {
  double value, bound;
};

Bounded last_eigenvalue(const SpectrumRow& row) {
  const Eigenpair last = by_magnitude(row).back();
  return {std::abs(last.value), last.bound};
}

Bounded margin(const SpectrumRow& row) { return {row.margin(), row.pairs.front().bound}; }

std::vector<double> sweep_column(const Rows& rows, double SweepRow::*member) {
  return column(rows, [&](const SpectrumRow& row) { return row.sweep.*member; });
}

std::vector<RuleLine> rules_at(const std::vector<double>& places) {
  std::vector<RuleLine> rules;
  for (const double place : places) rules.push_back({.at = place});
  return rules;
}

/// The run keeps r at the middle of each transition. β is taken from the points before and behind
/// it, between which r is a straight line.
std::vector<double> transition_betas(const SpectrumOfPath& path) {
  std::vector<double> betas;
  for (const double r : path.transitions)
    for (std::size_t i = 1; i < path.rows.size(); ++i) {
      const SweepRow &before = path.rows[i - 1].sweep, &after = path.rows[i].sweep;
      if (before.distance < r || after.distance >= r) continue;
      const double share = (before.distance - r) / (before.distance - after.distance);
      betas.push_back(std::lerp(before.beta, after.beta, share));
      break;
    }
  return betas;
}

/// A part of a decade wider than the distances on either side.
Axis distance_axis(const Rows& rows) {
  const auto [least, most] = std::ranges::minmax(sweep_column(rows, &SweepRow::distance));
  return {.label = "← β    distance from the reference r = ‖θ − θ_{/*0.8 ref}‖",
          .low = least / 1.25,
          .high = most * 1.25,
          .is_logarithmic = true};
}

Axis beta_axis(const Rows& rows) {
  const double high = std::ranges::max(sweep_column(rows, &SweepRow::beta));
  return {.label = "β", .low = 0, .high = high, .step = round_step(high)};
}

/// Of one eigenvalue, the colours still need a range.
ColourScale rank_scale(std::size_t count) {
  const auto last = static_cast<double>(std::max<std::size_t>(count, 2));
  return {.axis = {.label = "rank",
                   .low = 1,
                   .high = last,
                   .tics = tics_at({1, std::floor((last + 1) / 2), last}),
                   .label_offset = 0.6},
          .bar = Box{0.44, 0.452, 0.6, 0.94}};
}

/// The eigenvalues of one sign.
Series eigenvalues(const Rows& rows, bool is_positive) {
  Series series = {.name = is_positive ? "positive" : "negative",
                   .style = is_positive ? symbol(Symbol::disc, colour::black, 0.35)
                                        : symbol(Symbol::circle, colour::black, 0.5)};
  for (const SpectrumRow& row : rows) {
    const std::vector<Eigenpair> pairs = by_magnitude(row);
    for (std::size_t rank = 0; rank < pairs.size(); ++rank) {
      if ((pairs[rank].value > 0) != is_positive) continue;
      series.x.push_back(row.sweep.distance);
      series.y.push_back(std::abs(pairs[rank].value));
      series.shade.push_back(static_cast<double>(rank + 1));
    }
  }
  return series;
}

/// What `of` gives of each point, with a bar, against β.
Series with_bars(const Rows& rows, Bounded (*of)(const SpectrumRow&), const char* colour,
                 const std::string& name) {
  const auto edge = [&](double side) {
    return column(rows, [&](const SpectrumRow& row) {
      const Bounded at = of(row);
      return at.value + side * at.bound;
    });
  };
  return {.name = name,
          .style = symbol(Symbol::disc, colour, 0.4),
          .x = sweep_column(rows, &SweepRow::beta),
          .y = edge(0),
          .low = edge(-1),
          .high = edge(1)};
}

/// One of the published eigenvalues against β or r.
Series published_eigenvalue(std::size_t k, double published::SpectrumPoint::*x) {
  const auto points = published::spectrum.points;
  return {.name = fmt::format("|λ| of rank {}, published", published::eigenvalue_ranks[k]),
          .is_in_legend = false,
          .mark = Mark::line,
          .style = published_style(),
          .x = column(points, x),
          .y = column(points, [&](const auto& at) { return at.magnitudes[k]; })};
}

std::vector<Series> all_published() {
  std::vector<Series> series;
  for (std::size_t k = 0; k < published::eigenvalue_ranks.size(); ++k)
    series.push_back(published_eigenvalue(k, &published::SpectrumPoint::distance));
  return series;
}

/// Of the path to T₄ alone are there published eigenvalues.
enum class Behind { published, nothing };

Panel all_eigenvalues(const SpectrumOfPath& path, Behind behind) {
  Panel panel = {.letter = "a",
          .at = {0.11, 0.43, 0.6, 0.94},
          .x = distance_axis(path.rows),
          .y = {.label = "|λ| of ∇²E  (nat)", .is_logarithmic = true, .format = "10^{%T}"},
          .colours = rank_scale(path.count()),
          .rules = rules_at(path.transitions),
          .series = {eigenvalues(path.rows, true), eigenvalues(path.rows, false)}};
  if (behind == Behind::published) put_behind(panel, all_published());
  return panel;
}

/// With the names of the lines above it. The published line is of rank 50, whatever ours is.
Panel last_eigenvalues(const SpectrumOfPath& path, Behind behind) {
  const std::string what = fmt::format("|λ| of rank {}", path.count());
  Panel panel = {.letter = "b",
                 .at = {0.64, 0.98, 0.6, 0.94},
                 .x = beta_axis(path.rows),
                 .y = {.label = fmt::format("{}  (nat)", what), .low = 0, .label_offset = 1.1},
                 .rules = rules_at(transition_betas(path)),
                 .series = {with_bars(path.rows, last_eigenvalue, colour::blue, what)},
                 .legend = Legend{.x = 1, .y = 1.12, .is_horizontal = true, .sample = 2}};
  panel.series.front().is_in_legend = false;
  if (behind == Behind::published) {
    put_behind(panel, {published_eigenvalue(published::eigenvalue_ranks.size() - 1,
                                            &published::SpectrumPoint::beta)});
    panel.series.push_back(published_entry());
    panel.series.back().name = "published, rank 50";
  }
  if (!path.transitions.empty())
    panel.series.push_back(
        {.name = "transition", .mark = Mark::line, .style = dotted(colour::grey, 0.8)});
  return panel;
}

/// The line at zero is a series, so that the axis reaches to it.
Panel margins(const SpectrumOfPath& path) {
  const Axis beta = beta_axis(path.rows);
  return {.letter = "c",
          .at = {0.11, 0.48, 0.11, 0.45},
          .x = beta,
          .y = {.label = "margin λ_{/*0.8 min} + c  (nat)", .label_offset = 0.5},
          .rules = rules_at(transition_betas(path)),
          .series = {{.name = "zero",
                      .mark = Mark::line,
                      .style = long_dashed(colour::grey, 0.8),
                      .x = {0, *beta.high},
                      .y = {0, 0}},
                     with_bars(path.rows, margin, colour::vermillion, "margin")}};
}

Panel gradients(const SpectrumOfPath& path) {
  return {.letter = "d",
          .at = {0.64, 0.98, 0.11, 0.45},
          .x = beta_axis(path.rows),
          .y = {.label = "‖∇L‖  (nat)", .low = 0, .label_offset = 0.6},
          .rules = rules_at(transition_betas(path)),
          .series = {{.name = "‖∇L‖",
                      .style = symbol(Symbol::disc, colour::green, 0.45),
                      .x = sweep_column(path.rows, &SweepRow::beta),
                      .y = sweep_column(path.rows, &SweepRow::loss_gradient_norm)}}};
}

Figure make(const FigureFiles& files, Behind behind) {
  const SpectrumOfPath path = load_spectrum(files.all("run"));
  if (path.rows.front().pairs.size() < 2)
    RunFile(files.all("run").front())
        .refuse("/spectrum/eigenvalue", "two eigenvalues or more at each point", "one");
  return {
      .size = {900, 680},
      .panels = {all_eigenvalues(path, behind), last_eigenvalues(path, behind), margins(path),
                 gradients(path)}};
}

const FigureRegistration figure({.name = "path_spectrum",
                                 .summary = "Figure 3 of arXiv 2512.11866 from our own run.",
                                 .inputs = {{"run", "path_spectrum/to_t4*.h5",
                                             "Run file of path_spectrum, or the files of its parts"}},
                                 .make = [](const FigureFiles& files) {
                                   return make(files, Behind::published);
                                 }});

// In the profile paper alone, and beyond what is published.
const FigureRegistration origin(
    {.name = "origin_spectrum",
     .summary = "Eigenvalues of the Hessian along the origin sweep.",
     .inputs = {{"run", "path_spectrum/origin*.h5",
                 "Run file of path_spectrum, or the files of its parts"}},
     .make = [](const FigureFiles& files) { return make(files, Behind::nothing); },
     .is_of_results = false});

}  // namespace
}  // namespace caldera
