// Phases of a deep linear network of depth 3, as a run found them, on top of the closed forms.
//   (a) L of the phases against β; circles: where two that differ by one mode are equally deep;
//   (b) strength of the first mode against β: minimum, saddle and zero. Shaded: from equal depth to the
//       fold, where a sweep with rising β and noise loses the mode;
//   (c) height of the saddle above the two phases on its sides, for each mode, on the closed form;
//   (d) the tree of minima at the β between the lowest equal depth and the lowest fold.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "plots/figures.h"
#include "plots/linear_phases/judge.h"
#include "plots/linear_phases/series.h"
#include "plots/linear_phases/tree_drawing.h"

namespace caldera {
namespace {

constexpr std::size_t depth = 3;
constexpr double curve_width = 1.6;
constexpr const char* pale = "#D0D0D0";  // closed forms

/// "1 mode"
std::string phase_name(std::size_t modes) {
  if (modes == 0) return "no mode";
  return fmt::format("{} mode{}", modes, modes == 1 ? "" : "s");
}

Axis beta_axis(double high) {
  return {.label = "regularisation strength β", .low = 0, .high = high, .format = "%.1f"};
}

double highest_fold(const LinearPhases& run) {
  return fold_pull({run.singular_values.front(), depth});
}

Series loss_line(const std::vector<PhasePoint>& part, const std::string& name, const Style& style) {
  return {.name = name,
          .mark = Mark::line,
          .style = style,
          .x = column(part, &PhasePoint::beta),
          .y = column(part, &PhasePoint::loss)};
}

Series equal_depths(const LinearPhases& run) {
  const std::vector<PhaseBalance> found = of_depth(run.balances, depth);
  return {.name = "equally deep",
          .style = symbol(Symbol::circle, colour::black, 1.1, 1.6),
          .x = column(found, &PhaseBalance::beta),
          .y = column(found, &PhaseBalance::loss)};
}

Panel losses(const LinearPhases& run) {
  Panel panel = {.letter = "a",
                 .at = {0.085, 0.48, 0.6, 0.95},
                 .x = beta_axis(1.1 * highest_fold(run)),
                 .y = {.label = "loss L = E + (β/2)‖θ‖²", .low = 0, .format = "%.1f"},
                 .legend = Legend{.x = 0.98, .y = 0.45}};
  for (std::size_t mode = 0; mode <= run.singular_values.size(); ++mode) {
    const char* hue = mode_colour(mode);
    panel.series.push_back(loss_line(curve_part(run, depth, mode, true),
                                     fmt::format("saddles, {}", phase_name(mode)),
                                     dashed(hue, 1)));
    panel.series.back().is_in_legend = false;
    panel.series.push_back(loss_line(curve_part(run, depth, mode, false),
                                     fmt::format("{} learned", phase_name(mode)),
                                     line(hue, curve_width)));
  }
  panel.series.push_back({.name = "saddles", .mark = Mark::line, .style = dashed(colour::black, 1)});
  panel.series.push_back(equal_depths(run));
  return panel;
}

Series strengths(const std::vector<PhasePoint>& part, const std::string& name, const Style& style) {
  return {.name = name,
          .mark = Mark::line,
          .style = style,
          .x = column(part, &PhasePoint::beta),
          .y = column(part, [](const PhasePoint& point) {
            return std::cbrt(std::max(0.0, point.product));
          })};
}

Panel diagram(const LinearPhases& run) {
  const LinearMode mode{run.singular_values.front(), depth};
  const std::vector<PhasePoint> zero = curve_part(run, depth, 0, false);
  Panel panel = {.letter = "b",
                 .at = {0.585, 0.98, 0.6, 0.95},
                 .x = beta_axis(1.1 * highest_fold(run)),
                 .y = {.label = "strength a of the mode s = " + fmt::format("{:g}", mode.singular_value),
                       .low = -0.04,
                       .high = 1.35 * std::cbrt(mode.singular_value),
                       .format = "%.1f"}};
  panel.series = {closed_branch(mode, line(pale, 6)),
                  strengths(curve_part(run, depth, 1, false), "learned", line(colour::blue, curve_width)),
                  strengths(curve_part(run, depth, 1, true), "saddle", dashed(colour::blue, curve_width)),
                  strengths(zero, "zero", line(colour::black, curve_width))};
  for (const PhaseBalance& at : of_depth(run.balances, depth))
    if (at.mode == 1) panel.rules.push_back({.at = at.beta, .label = "β_M"});
  for (const PhaseEnd& end : of_depth(run.ends, depth))
    if (end.mode == 1 && end.is_learned) panel.rules.push_back({.at = end.beta, .label = "β_{fold}"});
  if (panel.rules.size() == 2) panel.spans = {{panel.rules[0].at, panel.rules[1].at}};
  panel.legend = Legend{.x = 0.55, .y = 0.55};
  return panel;
}

/// The name of a mode at the end of its curves.
Text barrier_text(const LinearPhases& run, std::size_t mode) {
  const LinearMode of{run.singular_values[mode - 1], depth};
  return {.text = fmt::format("s = {:g}", of.singular_value),
          .x = of_data(fold_pull(of)),
          .y = of_data(1.6 * barrier_from_zero(of, 0.99 * fold_pull(of))),
          .align = Align::centre,
          .colour = mode_colour(mode),
          .size = 0.9};
}

Panel barrier_panel(const LinearPhases& run) {
  Panel panel = {.letter = "c",
                 .at = {0.085, 0.48, 0.1, 0.46},
                 .x = beta_axis(1.1 * highest_fold(run)),
                 .y = decades("height of the saddle above a phase", 1e-5, 3)};
  for (std::size_t mode = 1; mode <= run.singular_values.size(); ++mode) {
    for (const bool learned : {true, false}) {
      panel.series.push_back(closed_barrier(run, depth, mode, learned, line(pale, 4)));
      panel.series.push_back(found_barrier(run, depth, mode, learned));
    }
    panel.texts.push_back(barrier_text(run, mode));
  }
  for (const auto& [name, shape] : {std::pair{"above the phase with the mode", Symbol::disc},
                                    std::pair{"above the phase without", Symbol::circle}})
    panel.series.push_back({.name = name, .style = symbol(shape, colour::black, 0.55)});
  panel.legend = Legend{.x = 0.86, .y = 0.14};
  return panel;
}

/// "none", "1", "1, 2"
std::string leaf_name(const std::string& learned) {
  std::string name;
  for (std::size_t i = 0; i < learned.size(); ++i)
    if (learned[i] == '1') name += fmt::format("{}{}", name.empty() ? "" : ", ", i + 1);
  return name.empty() ? "none" : name;
}

/// The barrier at each join, and β.
std::vector<Text> tree_texts(const TreeDrawing& tree, const std::vector<PhaseJoin>& joins,
                             double beta) {
  std::vector<Text> texts = {{.text = fmt::format("β = {:.3f}", beta),
                              .x = of_panel(0.97),
                              .y = of_panel(0.95),
                              .align = Align::right}};
  for (std::size_t i = 0; i < tree.join_x.size(); ++i)
    texts.push_back({.text = fmt::format("{:.2g}", joins[i].barrier),
                     .x = of_data(tree.join_x[i]),
                     .y = of_data(tree.join_y[i]),
                     .size = 0.85,
                     .right = 0.4,
                     .up = 0.5});
  return texts;
}

/// Of the β in the middle of those that have a tree.
Panel tree_panel(const LinearPhases& run) {
  const std::vector<double> betas = tree_betas(of_depth(run.minima, depth));
  const double beta = betas.empty() ? 0 : betas[betas.size() / 2];
  const std::vector<PhaseMinimum> minima = of_beta(of_depth(run.minima, depth), beta);
  const std::vector<PhaseJoin> joins = of_beta(of_depth(run.joins, depth), beta);
  const std::vector<double> heights = column(minima, &PhaseMinimum::loss);
  const double top = heights.empty() ? 1 : 1.08 * *std::ranges::max_element(heights);
  TreeDrawing tree = drawn_tree(heights, joins, top);
  tree.branches.name = "branches";
  tree.branches.style = line(colour::black, curve_width);
  Panel panel = {.letter = "d",
                 .at = {0.585, 0.98, 0.1, 0.46},
                 .x = {.label = "modes that are learned",
                       .low = 0.5,
                       .high = static_cast<double>(minima.size()) + 0.5},
                 .y = {.label = "loss L", .high = top, .format = "%.1f"},
                 .series = {tree.branches,
                            {.name = "minima",
                             .style = symbol(Symbol::disc, colour::blue, 0.8),
                             .x = tree.places,
                             .y = heights}},
                 .texts = tree_texts(tree, joins, beta)};
  for (std::size_t i = 0; i < minima.size(); ++i)
    panel.x.tics.push_back({leaf_name(minima[i].learned), tree.places[i]});
  return panel;
}

Figure make(const FigureFiles& files) {
  const LinearPhases run = read_linear_phases(RunFile(files.one("run")));
  return {.size = {960, 760},
          .panels = {losses(run), diagram(run), barrier_panel(run), tree_panel(run)}};
}

const FigureRegistration figure(
    {.name = "linear_phases",
     .summary = "Minima of a deep linear network, the saddles between them and their tree.",
     .inputs = {{"run", "theory/phases.h5", "Run file of linear_phases"}},
     .make = make});

}  // namespace
}  // namespace caldera
