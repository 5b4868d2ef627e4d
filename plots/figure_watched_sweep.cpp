// Do the transitions of a sweep show in ordinary signals of training?
//
// Sample run:
//   figure_watched_sweep --run results/study/monitoring/watched_sweep.h5
//       --out results/study/figures/watched_sweep
//
// Description: draws <out>.svg and <out>.png from a sweep that was watched as one long training
// (plots/watched_sweep.h):
//   (a) running error and distance against epochs, with β above; shaded, where flags find a
//       transition;
//   (b) the flags of the guides' choices, and of the two signals with which each method does best;
//   (c) transitions found against false alarms, of every signal and method; dashed, what flags at
//       random find;
//   (d) three signals that show the transitions (left) and three that hardly do, against β.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/style.h"
#include "plots/watched_sweep.h"

namespace {

using namespace caldera;
using Rows = std::vector<std::vector<double>>;

constexpr std::array<const char*, 6> colours = {colour::blue,       colour::sky,   colour::orange,
                                                colour::vermillion, colour::green, colour::purple};
constexpr const char* shade = "#E4E4E4";

/// A block needs a row.
std::string block_of(const std::string& name, const Rows& rows) {
  return data_block(name, rows.empty() ? Rows{{NAN, NAN, NAN}} : rows);
}

/// Underscores would lower what follows.
std::string readable(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

double epochs_of(const WatchedSweep& sweep) {
  double epochs = 0;
  for (const SweepRow& row : sweep.rows) epochs += row.epochs;
  return epochs;
}

/// Against epochs: the same axis in (a) and (b), and the stretches of the transitions.
std::string time_axis(const WatchedSweep& sweep) {
  std::string commands = "unset object\n" + axis_range("x", 0, epochs_of(sweep)) +
                         axis_range("x2", 0, epochs_of(sweep));
  for (const WatchedTransition& at : sweep.transitions)
    commands += fmt::format(
        "set object rectangle from first {}, graph 0 to first {}, graph 1 behind fillcolor rgb "
        "'{}' fillstyle solid noborder\n",
        at.begin, at.until, shade);
  return commands;
}

/// β at the top, where it passes 0, 0.02, 0.04 …
std::string beta_tics(const WatchedSweep& sweep) {
  std::string tics;
  double begin = 0, next = 0;
  for (const SweepRow& row : sweep.rows) {
    if (row.beta > next - 1e-9) {
      tics += fmt::format("{}'{:.2f}' {}", tics.empty() ? "" : ", ", row.beta, begin);
      next += 0.02;
    }
    begin += row.epochs;
  }
  return fmt::format("set x2tics ({}) nomirror out\nset x2label 'β' offset 0,-0.6\n", tics);
}

std::string curves(const WatchedSweep& sweep) {
  const SignalSeries &error = sweep.signal("epoch/error"),
                     &distance = sweep.signal("epoch/distance");
  Rows rows;
  for (std::size_t n = 0; n < error.values.size(); ++n)
    rows.push_back({error.epochs[n], error.values[n], distance.values[n]});
  return data_block("curves", rows) + panel("a", 0.35, 0.85, 0.825, 0.94) + time_axis(sweep) +
         beta_tics(sweep) +
         "set border 11\nset xtics format ''\nunset xlabel\n"
         "set yrange [0:2.5]\nset ytics 1 nomirror format '%.0f'\n"
         "set y2range [0:20]\nset y2tics 10\n" +
         fmt::format(
             "set ylabel 'E  (nat)' offset 0.5,0 tc rgb '{0}'\n"
             "set y2label 'distance r' offset -1.2,0 tc rgb '{1}'\n"
             "plot $curves using 1:2 with lines lw 2 lc rgb '{0}' notitle, "
             "$curves using 1:3 axes x1y2 with lines lw 2 lc rgb '{1}' notitle\n",
             colour::blue, colour::orange) +
         "unset x2tics\nunset x2label\nunset y2tics\nunset y2label\nset border 3\n";
}

/// The rows of (b), from the top.
std::vector<const Performance*> telling(const WatchedSweep& sweep) {
  std::vector<const Performance*> rows;
  const auto add = [&](const Performance* row) {
    if (row && std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
  };
  for (const auto& [signal, method] : guides_choices()) add(sweep.performance(signal, method));
  for (const std::string& method : watching_methods()) {
    const std::vector<const Performance*> ranked = sweep.ranked(method);
    for (std::size_t k = 0; k < std::min<std::size_t>(2, ranked.size()); ++k) add(ranked[k]);
  }
  return rows;
}

std::string flags(const WatchedSweep& sweep) {
  const std::vector<const Performance*> shown = telling(sweep);
  Rows hits, alarms, early;
  std::string tics, counts;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    for (const WatchedFlag& flag : shown[k]->flags)
      (flag.is_hit       ? hits
       : flag.stage == 0 ? early
                         : alarms)
          .push_back({flag.epoch, static_cast<double>(k) + 0.38, -0.76});
    tics += fmt::format("{}'{}: {}' {}", k == 0 ? "" : ", ", readable(shown[k]->method),
                        readable(shown[k]->signal), k);
    counts += fmt::format("set label '{} of {}, {} false' at graph 1.01, first {} left\n",
                          shown[k]->found, sweep.transitions.size(), shown[k]->false_alarms, k);
  }
  std::string plot = "plot ";
  for (const auto& [name, hue] :
       {std::pair("early", colour::grey), std::pair("alarms", colour::vermillion),
        std::pair("hits", colour::blue)})
    plot += fmt::format("${} using 1:2:(0):3 with vectors nohead lw 1.6 lc rgb '{}' notitle, ",
                        name, hue);
  return block_of("hits", hits) + block_of("alarms", alarms) + block_of("early", early) +
         panel("b", 0.35, 0.85, 0.485, 0.795) + time_axis(sweep) +
         fmt::format(
             "set xtics 100 format '%.0f'\nset xlabel 'epochs' offset 0,0.5\n"
             "set yrange [{}:-0.7]\nset ytics ({}) scale 0\nunset ylabel\n",
             static_cast<double>(shown.size()) - 0.3, tics) +
         counts + plot + "\nunset object\n";
}

/// What as many flags at random give, of those on the epochs: false alarms, transitions found. None for
/// a sweep of too few epochs for the window.
Rows random_curve(const WatchedSweep& sweep) {
  const Performance* const window = sweep.performance("epoch/error", "window");
  if (window == nullptr) return {};
  const FlagTargets& targets = window->targets;
  double inside = 0;
  for (const std::size_t width : targets.widths) inside += static_cast<double>(width);
  Rows rows;
  for (std::size_t n = 1; n < targets.samples; n += 1 + n / 8) {
    const auto number = static_cast<double>(n);
    rows.push_back(
        {number * (1 - inside / static_cast<double>(targets.samples)),
         random_flags(targets, n, 0).recall * static_cast<double>(targets.widths.size())});
  }
  return rows;
}

/// Methods side by side around each whole number; many points lie on one another.
std::string recall(const WatchedSweep& sweep) {
  constexpr double none = 0.5;  // where the axis stands for no false alarm
  const std::vector<std::string> methods = watching_methods();
  const Rows random = random_curve(sweep);
  std::string blocks = block_of("random", random), plot = "plot ";
  if (!random.empty())
    plot += fmt::format(
        "$random using 1:2 with lines dt (6,4) lw 1.5 lc rgb '{}' title 'random flags', ",
        colour::grey);
  for (std::size_t m = 0; m < methods.size(); ++m) {
    Rows rows;
    for (const Performance* row : sweep.ranked(methods[m]))
      rows.push_back({std::max(none, static_cast<double>(row->false_alarms)),
                      static_cast<double>(row->found) + 0.1 * (2.5 - static_cast<double>(m))});
    blocks += block_of(fmt::format("method{}", m), rows);
    plot += fmt::format("$method{} using 1:2 with points pt 7 ps 0.6 lc rgb '{}' title '{}', ", m,
                        colours[m], methods[m]);
  }
  return blocks + panel("c", 0.075, 0.385, 0.06, 0.335) +
         fmt::format(
             "set logscale x\nset xrange [0.4:300]\nset xtics ('0' {}, '1' 1, '10' 10, '100' 100) "
             "scale 0.6\nset xlabel 'false alarms' offset 0,0.5\n"
             "set yrange [-0.5:{}]\nset ytics 1 scale 0.6 format '%.0f'\n"
             "set ylabel 'transitions found' offset 0.8,0 tc default\n"
             "set key at graph 1.05, graph 1.32 right Left reverse maxrows 4 samplen 1 width -3\n",
             none, static_cast<double>(sweep.transitions.size()) + 0.5) +
         plot + "\nunset key\nunset logscale x\n";
}

/// A signal, where its axis ends, and the distance of its tics.
struct Shown {
  const char* name;
  double top, tics;
};

/// Against β, behind the first stage: the samples or, of the steps, the means of stages.
std::string against_beta(const WatchedSweep& sweep, const Shown& shown, std::size_t k) {
  const bool is_step = std::string(shown.name).starts_with("step/");
  const SignalSeries& samples = sweep.signal(shown.name);
  const SignalSeries series = is_step ? stage_means(samples, sweep.rows) : samples;
  Rows rows;
  for (std::size_t n = 0; n < series.values.size(); ++n)
    if (series.stages[n] > 0) rows.push_back({sweep.rows[series.stages[n]].beta, series.values[n]});
  std::string lines;
  for (const WatchedTransition& at : sweep.transitions)
    lines += fmt::format(
        "set arrow from first {0}, graph 0 to first {0}, graph 1 nohead back dt "
        "(2,4) lw 0.8 lc rgb '{1}'\n",
        at.transition.beta, colour::grey);
  const double left = k % 2 == 0 ? 0.485 : 0.76, top = 0.405 - 0.13 * static_cast<double>(k / 2);
  return block_of(fmt::format("signal{}", k), rows) +
         panel(k == 0 ? "d" : "", left, left + 0.215, top - 0.085, top) + lines +
         axis_range("x", 0, sweep.rows.back().beta) +
         fmt::format(
             "set xtics 0.03 format '{}'\n{}\n"
             "set yrange [0:{}]\nset ytics {} format '%g'\n"
             "unset ylabel\nset title '{}' offset 0,-0.7\n",
             k < 4 ? "" : "%.2f",
             k < 4 ? "unset xlabel" : "set xlabel 'β' offset 0,0.5", shown.top, shown.tics,
             readable(shown.name)) +
         fmt::format("plot $signal{} using 1:2 with points pt 7 ps 0.3 lc rgb '{}' notitle\n", k,
                     colour::blue);
}

std::string signals(const WatchedSweep& sweep) {
  constexpr std::array<Shown, 6> all = {{{"step/hidden_effective_rank", 8, 2},
                                         {"step/gradient_norm", 0.8, 0.4},
                                         {"step/layer2_effective_rank", 8, 2},
                                         {"curvature/eigenvalue1", 6, 2},
                                         {"curvature/trace", 180, 60},
                                         {"epoch/layer2_cka", 1.1, 0.5}}};
  std::string commands;
  for (std::size_t k = 0; k < all.size(); ++k) commands += against_beta(sweep, all[k], k);
  return commands;
}

int draw(const std::filesystem::path& file, const std::filesystem::path& out) {
  const WatchedSweep sweep = load_watched_sweep(file);
  draw_figure(out, {.width = 1000, .height = 1250},
              "unset key\nset multiplot\n" + curves(sweep) + flags(sweep) + recall(sweep) +
                  signals(sweep) + "unset multiplot\n");
  print_out("figure_watched_sweep: {}.svg and .png from {} transitions and {} signals\n",
            out.string(), sweep.transitions.size(), sweep.signals.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws which signals of training show the transitions of a sweep.",
               "figure_watched_sweep");
  app.footer(
      "Example: figure_watched_sweep --run results/study/monitoring/watched_sweep.h5 --out "
      "watched_sweep");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of train, of a sweep")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return draw(file, out); });
}
