// More complex data, and deeper networks: how many transitions, and of which order.
//
// Sample run:
//   figure_complexity --run results/study/theory/complexity.h5
//       --out results/study/figures/complexity
//
// Description: draws <out>.svg and <out>.png from a run of complexity:
//   (a) error E against β for mixtures of 2 to 8 classes, of the first seed and in the most
//       dimensions, with the transitions that the detector finds;
//   (b) the number of transitions against the number of classes: a point a seed, lines the means;
//       dotted, how many a linear network has, one for each direction in which the means of the
//       classes differ;
//   (c) ½‖θ‖² near the onset of learning for one, two and three hidden layers, rising and falling;
//   (d) its jump at the onset against the step of β, for all seeds, with the mean exponents.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/onset.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Rows = std::vector<std::vector<double>>;

constexpr std::array<const char*, 7> class_colours = {
    colour::black,  colour::blue,       colour::sky,   colour::green,
    colour::orange, colour::vermillion, colour::purple};
constexpr std::array<const char*, 3> depth_colours = {colour::blue, colour::vermillion,
                                                      colour::green};

std::string class_colour(std::int64_t classes) {
  return class_colours[static_cast<std::size_t>(classes - 2) % class_colours.size()];
}
std::string depth_colour(std::int64_t hidden) {
  return depth_colours[static_cast<std::size_t>(hidden - 1) % depth_colours.size()];
}

std::vector<std::int64_t> dimensions_of(const ComplexityRun& run) {
  std::set<std::int64_t> features;
  for (const MixtureTransitions& mixture : run.mixtures)
    features.insert(mixture.branch.of.features);
  return {features.begin(), features.end()};
}

/// The mixtures of the first seed, in the most dimensions.
std::vector<const MixtureTransitions*> shown_mixtures(const ComplexityRun& run) {
  std::vector<const MixtureTransitions*> shown;
  for (const MixtureTransitions& mixture : run.mixtures)
    if (mixture.branch.of.seed == run.mixtures.front().branch.of.seed &&
        mixture.branch.of.features == dimensions_of(run).back())
      shown.push_back(&mixture);
  return shown;
}

/// $mixture<K>: β, E; $found<K>: β and the middle of the jump of E.
std::string mixture_blocks(const MixtureTransitions& mixture) {
  const auto& [branch, transitions] = mixture;
  Rows points, found = {{NAN, NAN}};
  for (std::size_t i = 0; i < branch.size(); ++i)
    points.push_back({branch.beta[i], branch.error[i]});
  for (const Transition& transition : transitions)
    found.push_back({transition.beta, (transition.error_before + transition.error_after) / 2});
  return data_block(fmt::format("mixture{}", branch.of.classes), points) +
         data_block(fmt::format("found{}", branch.of.classes), found);
}

std::string errors(const ComplexityRun& run) {
  std::string blocks, plot = "plot ", labels;
  double last = 0;
  for (const MixtureTransitions* mixture : shown_mixtures(run)) {
    const std::int64_t k = mixture->branch.of.classes;
    blocks += mixture_blocks(*mixture);
    last = std::max(last, mixture->branch.beta.back());
    labels +=
        fmt::format("set label 'K = {0}' at {1}, {2} offset 0.5,0 tc rgb '{3}'\n", k,
                    mixture->branch.beta.back(), mixture->branch.error.back(), class_colour(k));
    plot += fmt::format(
        "$mixture{0} using 1:2 with lines lw 1.5 lc rgb '{1}' notitle, "
        "$found{0} using 1:2 with points pt 7 ps 0.75 lc rgb '#FFFFFF' notitle, "
        "$found{0} using 1:2 with points pt 6 ps 0.7 lw 1.5 lc rgb '{1}' notitle, ",
        k, class_colour(k));
  }
  return blocks + panel("a", 0.08, 0.49, 0.6, 0.95) + labels + "set border 3\n" +
         axis_range("x", 0, last * 1.14) +
         "set xtics 0.1 nomirror\nset format x '%.1f'\n"
         "set xlabel 'regularisation strength β' offset 0,0.3\nset yrange [0:2.4]\n"
         "set ytics 0.5 nomirror\nset format y '%.1f'\n"
         "set ylabel 'error E  (nat)' offset 0.8,0\n" +
         plot + "\n";
}

/// $counts<d>: K, seed by seed a little beside the last, and the number. $mean<d>: K, mean, and
/// what a linear network has.
std::string count_blocks(const ComplexityRun& run, std::int64_t features, double beside) {
  Rows points, means;
  for (std::int64_t classes = 2; classes <= 8; ++classes) {
    const std::vector<double> counts = run.counts(classes, features);
    if (counts.empty()) continue;
    double total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const double seed = static_cast<double>(i) - static_cast<double>(counts.size() - 1) / 2;
      points.push_back({static_cast<double>(classes) + beside + 0.05 * seed, counts[i]});
      total += counts[i];
    }
    means.push_back({static_cast<double>(classes) + beside,
                     total / static_cast<double>(counts.size()),
                     static_cast<double>(std::min(classes - 1, features))});
  }
  return data_block(fmt::format("counts{}", features), points) +
         data_block(fmt::format("mean{}", features), means);
}

std::string counts(const ComplexityRun& run) {
  constexpr std::array<const char*, 2> colours = {colour::vermillion, colour::blue};
  const std::vector<std::int64_t> dimensions = dimensions_of(run);
  std::string blocks, plot = "plot ";
  for (std::size_t i = dimensions.size(); i-- > 0;) {
    blocks += count_blocks(run, dimensions[i], i == 0 ? -0.17 : 0.17);
    plot += fmt::format(
        "$mean{0} using 1:3 with lines lw 1 dt (2,4) lc rgb '{1}' notitle, "
        "$counts{0} using 1:2 with points pt 6 ps 0.6 lw 1.2 lc rgb '{1}' notitle, "
        "$mean{0} using 1:2 with lines lw 1.8 lc rgb '{1}' title 'in {0} dimensions', ",
        dimensions[i], colours[i % colours.size()]);
  }
  return blocks + panel("b", 0.58, 0.98, 0.6, 0.95) +
         fmt::format(
             "set xrange [1.6:8.4]\nset xtics 1\nset format x '%.0f'\n"
             "set xlabel 'classes K' offset 0,0.3\n"
             "set yrange [0:7.5]\nset ytics 1\nset format y '%.0f'\n"
             "set ylabel 'transitions'\n"
             "set key at graph 0.03, graph 0.97 left Left reverse samplen 2\n") +
         plot +
         fmt::format(
             "NaN with lines lw 1 dt (2,4) lc rgb '{}' title 'linear: min(K − 1, d)'\n"
             "unset key\n",
             colour::grey);
}

/// Those of the first seed.
std::vector<const Onset*> shown_onsets(const ComplexityRun& run) {
  std::vector<const Onset*> shown;
  for (const Onset& onset : run.onsets)
    if (onset.of.seed == run.onsets.front().of.seed) shown.push_back(&onset);
  return shown;
}

std::string order_block(const std::string& name, const ComplexityBranch& branch) {
  const std::vector<double> m = order_parameter(branch);
  Rows rows;
  for (std::size_t i = 0; i < branch.size(); ++i) rows.push_back({branch.beta[i], m[i]});
  return data_block(name, rows);
}

std::string layers(std::int64_t hidden) {
  return fmt::format("{} hidden layer{}", hidden, hidden == 1 ? "" : "s");
}

std::string order_parameters(const ComplexityRun& run) {
  std::string blocks, plot = "plot ";
  double last = 0, most = 0;
  for (const Onset* onset : shown_onsets(run)) {
    const std::int64_t hidden = onset->of.hidden;
    blocks += order_block(fmt::format("up{}", hidden), onset->rising) +
              order_block(fmt::format("down{}", hidden), onset->falling);
    last = std::max(last, onset->rising.beta.back());
    most = std::max(most, onset->jumps.front());
    plot += fmt::format(
        "$up{0} using 1:2 with linespoints pt 7 ps 0.35 lw 1.3 lc rgb '{1}' title '{2}', "
        "$down{0} using 1:2 with points pt 6 ps {3} lw 1 lc rgb '{1}' notitle, ",
        hidden, depth_colour(hidden), layers(hidden), hidden == 2 ? 0.95 : 0.5);
  }
  return blocks + panel("c", 0.08, 0.49, 0.1, 0.46) + axis_range("x", 0, last) +
         "set xtics 0.2\nset format x '%.1f'\n"
         "set xlabel 'regularisation strength β' offset 0,0.3\n" +
         axis_range("y", -0.06 * most, 3 * most) +
         "set ytics 1\nset format y '%.0f'\n"
         "set ylabel '½‖θ‖² = dL/dβ'\n"
         "set key at graph 0.98, graph 0.95 right samplen 2\n" +
         plot +
         fmt::format("NaN with points pt 6 ps 0.5 lc rgb '{}' title 'β falling'\nunset key\n",
                     colour::grey);
}

/// "0.04 ± 0.02": mean and standard deviation over the seeds.
std::string exponent_text(const std::vector<double>& exponents) {
  const auto n = static_cast<double>(exponents.size());
  double mean = 0, square = 0;
  for (const double exponent : exponents) mean += exponent / n;
  for (const double exponent : exponents) square += (exponent - mean) * (exponent - mean);
  return exponents.size() < 2 ? fmt::format("{:.2f}", mean)
                              : fmt::format("{:.2f} ± {:.2f}", mean, std::sqrt(square / (n - 1)));
}

std::string jumps(const ComplexityRun& run) {
  std::string blocks, plot = "plot ";
  for (const Onset* shown : shown_onsets(run)) {
    const std::int64_t hidden = shown->of.hidden;
    std::vector<double> exponents;
    std::string lines;
    for (const Onset& onset : run.onsets) {
      if (onset.of.hidden != hidden) continue;
      Rows rows;
      for (std::size_t i = 0; i < onset.steps.size(); ++i)
        rows.push_back({onset.steps[i], onset.jumps[i]});
      exponents.push_back(onset.law.exponent);
      const std::string name = fmt::format("jump{}_{}", hidden, onset.of.seed);
      blocks += data_block(name, rows);
      lines +=
          fmt::format("${} using 1:2 with linespoints pt 7 ps 0.45 lw 0.8 lc rgb '{}' notitle, ",
                      name, depth_colour(hidden));
    }
    plot += lines + fmt::format(
                        "NaN with linespoints pt 7 ps 0.45 lw 0.8 lc rgb '{}' title "
                        "'{}: exponent {}', ",
                        depth_colour(hidden), layers(hidden), exponent_text(exponents));
  }
  return blocks + panel("d", 0.58, 0.98, 0.1, 0.46) +
         "set logscale xy\nset xrange [8e-5:2.5e-2]\nset xtics autofreq\nset format x '10^{%T}'\n"
         "set xlabel 'step of β' offset 0,0.3\nset yrange [1e-5:100]\nset ytics autofreq\n"
         "set format y '10^{%T}'\nset ylabel 'jump of ½‖θ‖² at the onset' offset 0.8,0\n"
         "set key at graph 0.03, graph 0.98 left Left reverse samplen 2\n" +
         plot + "\n";
}

int run(const std::filesystem::path& file, const std::filesystem::path& out) {
  const ComplexityRun run = load_complexity(file);
  draw_figure(out, {.width = 900, .height = 760},
              "unset key\nset multiplot\n" + errors(run) + counts(run) + order_parameters(run) +
                  jumps(run) + "unset multiplot\n");
  print_out("figure_complexity: {}.svg and .png from {} mixtures and {} networks\n", out.string(),
            run.mixtures.size(), run.onsets.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws what a run of complexity found, as one figure.", "figure_complexity");
  app.footer("Example: figure_complexity --run complexity.h5 --out complexity");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of complexity")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(file, out); });
}
