// A network trained with learning rates from small to large: phases, and what rules flag in each.
//
// Sample run:
//   figure_learning_rates --run results/study/monitoring/learning_rates.h5
//       --out results/study/figures/learning_rates
//
// Description: draws <out>.svg and <out>.png from a run of learning_rates, colours by phase
// (plots/learning_rates.h):
//   (a) running error against epochs;
//   (b) error on the mini-batches of the first steps;
//   (c) top eigenvalue times learning rate, before the first step, an epoch later and at the end;
//   (d) effective rank of the hidden layer at the end, and how far the first epoch moves θ;
//   (e) where the rules flag a change: a line a learning rate.

#include <fmt/format.h>

#include <cmath>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/learning_rates.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Rows = std::vector<std::vector<double>>;

/// All that is drawn: the runs, and what was made of them.
struct Study {
  std::vector<GroupRun> groups;
  std::vector<RateRun> runs;
};

const char* colour_of(RatePhase phase) {
  constexpr std::array colours = {colour::blue, colour::green, colour::orange, colour::vermillion,
                                  colour::black};
  return colours[static_cast<std::size_t>(phase)];
}

/// A column against its number, from 1 or 0.
std::string series_block(const std::string& name, const std::vector<double>& values, double first) {
  Rows rows;
  for (const double value : values)
    rows.push_back({first + static_cast<double>(rows.size()), value});
  return data_block(name, rows);
}

/// $error<k>: epoch, running error; $start<k>: step, error of the mini-batch.
std::string run_blocks(const GroupRun& run, std::size_t k) {
  constexpr std::size_t first_steps = 25;
  std::vector<double> start = run.samples.steps.column("error");
  start.resize(std::min(start.size(), first_steps));
  return series_block(fmt::format("error{}", k), run.samples.epochs.column("error"), 1) +
         series_block(fmt::format("start{}", k), start, 0);
}

/// $rates: η; η λ₁ at the start, after an epoch and at the end; rank; ‖θ‖ after an epoch.
/// $edges: η between phases.
std::string rate_blocks(const Study& study) {
  Rows rates, edges = {{NAN, NAN}};
  for (std::size_t k = 0; k < study.runs.size(); ++k) {
    const RateRun& run = study.runs[k];
    const std::vector<double> sharpness = study.groups[k].samples.curvature.column("eigenvalue1");
    rates.push_back(
        {run.rate, run.rate * run.sharpness, sharpness.size() > 1 ? run.rate * sharpness[1] : NAN,
         run.rate * run.last_sharpness, run.last_rank, run.moved, static_cast<double>(run.phase)});
    if (k > 0 && run.phase != study.runs[k - 1].phase)
      edges.push_back({std::sqrt(run.rate * study.runs[k - 1].rate), 0});
  }
  return data_block("rates", rates) + data_block("edges", edges);
}

/// Lines of all runs in the colours of their phases.
std::string lines_of(const Study& study, const std::string& block) {
  std::string plot = "plot ";
  for (std::size_t k = 0; k < study.runs.size(); ++k)
    plot += fmt::format("${}{} using 1:2 with lines lw 1.3 lc rgb '{}' notitle, ", block, k,
                        colour_of(study.runs[k].phase));
  return plot;
}

/// Of each run.
double epochs_of(const Study& study) {
  return static_cast<double>(study.groups.front().samples.epochs.rows.size());
}

std::string errors(const Study& study) {
  return panel("a", 0.085, 0.485, 0.715, 0.94) +
         "set logscale xy\n" + axis_range("x", 1, epochs_of(study)) +
         "set xtics (1, 2, 5, 10, 20, 50, 100, 200)\n"
         "set xlabel 'epoch' offset 0,0.4\nset yrange [*:*]\nset format y '10^{%L}'\n"
         "set ytics 10 nomirror\nset ylabel 'running error E  (nat)' offset 0.8,0\n" +
         lines_of(study, "error") + "\n";
}

std::string first_steps(const Study& study) {
  return panel("b", 0.585, 0.985, 0.715, 0.94) +
         "unset logscale x\nset xrange [0:24]\nset xtics 4 nomirror\nset xlabel 'step'\n"
         "set yrange [1e-4:20]\nset ylabel 'error of the mini-batch  (nat)' offset 0.8,0\n" +
         lines_of(study, "start") +
         fmt::format("$start0 using 1:(1.5*{}) with lines dt 2 lw 1 lc rgb '{}' notitle\n",
                     study.groups.front().samples.steps.column("error").front(), colour::grey);
}

/// Vertical lines between phases, on an axis of η.
std::string rate_axis(const Study& study) {
  return "set logscale x\n" +
         axis_range("x", study.runs.front().rate / 1.3, study.runs.back().rate * 1.3) +
         "set xtics ('0.001' 0.001, '0.01' 0.01, '0.1' 0.1, '1' 1, '10' 10) nomirror\n"
         "set xlabel 'learning rate η' offset 0,0.4\n";
}

const std::string edges =
    fmt::format("$edges using 1:(1e-9):(0):(1e3) with vectors nohead dt 3 lw 1 lc rgb '{}' notitle",
                colour::grey);

std::string sharpness(const Study& study) {
  return panel("c", 0.085, 0.485, 0.43, 0.645) + rate_axis(study) +
         "set yrange [1e-6:100]\nset ytics 100 nomirror\nset format y '10^{%L}'\n"
         "set ylabel 'η λ_1' offset 0.8,0\nset key bottom right samplen 1.5\n" +
         fmt::format(
             "plot {0}, 2 with lines dt 2 lw 1.5 lc rgb '{1}' notitle, "
             "$rates using 1:2 with linespoints pt 7 ps 0.6 lw 1 lc rgb '{1}' title 'before', "
             "$rates using 1:3 with linespoints pt 5 ps 0.6 lw 1 lc rgb '{2}' "
             "title 'after one epoch', "
             "$rates using 1:4 with linespoints pt 6 ps 0.7 lw 1 lc rgb '{3}' "
             "title 'at the end'\nunset key\n",
             edges, colour::black, colour::sky, colour::purple);
}

std::string ranks(const Study& study) {
  return panel("d", 0.585, 0.93, 0.43, 0.645) + rate_axis(study) +
         "unset logscale y\nset yrange [0:20]\nset ytics 5 nomirror\nset format y '%.0f'\n"
         "set ylabel 'effective rank, hidden layer' offset 0.8,0\n"
         "set logscale y2\nset y2range [1:1000]\nset y2tics 10 nomirror\n"
         "set format y2 '10^{%L}'\nset y2label '‖θ‖ after one epoch' offset -0.8,0\n"
         "set key at graph 0.7, graph 0.98 right top samplen 1.5\n" +
         fmt::format(
             "plot {0}, $rates using 1:5 with linespoints pt 7 ps 0.6 lw 1 lc rgb '{1}' "
             "title 'rank at the end', $rates using 1:6 axes x1y2 with linespoints pt 6 "
             "ps 0.7 lw 1 lc rgb '{2}' title '‖θ‖'\n"
             "unset key\nunset y2tics\nunset y2label\nunset logscale y2\nset ytics mirror\n",
             edges, colour::black, colour::purple);
}

/// Flags of a rule on a signal: epoch, number of the run a little above or below.
std::string flag_block(const Study& study, std::size_t watch, double beside) {
  Rows rows = {{NAN, NAN}};
  for (std::size_t k = 0; k < study.runs.size(); ++k)
    for (const RateFlag& flag : study.runs[k].flags)
      if (flag.watch == watch) rows.push_back({flag.epoch, static_cast<double>(k) + beside});
  return data_block(fmt::format("flags{}", watch), rows);
}

const char* signal_colour(const std::string& signal) {
  if (signal == "hidden_effective_rank") return colour::purple;
  if (signal == "gradient_norm") return colour::sky;
  if (signal == "alignment") return colour::black;
  return colour::orange;
}

std::string flags(const Study& study) {
  std::string blocks, plot = "plot ", tics;
  for (std::size_t watch = 0; watch < watches().size(); ++watch) {
    const auto& [rule, signal] = watches()[watch];
    const bool often = rule == "CUSUM";
    blocks += flag_block(study, watch, often ? 0.24 * (static_cast<double>(watch % 4) - 1.5) : 0);
    plot += fmt::format("$flags{} using 1:2 with points pt {} ps {} lw 1.4 lc rgb '{}' notitle, ",
                        watch,
                        often              ? 7
                        : rule == "window" ? 9
                                           : 4,
                        often ? 0.22 : 1.1, signal_colour(signal));
  }
  const std::size_t step = std::max<std::size_t>(study.runs.size() / 7, 1);
  for (std::size_t k = 0; k < study.runs.size(); k += step)
    tics += fmt::format("{}'{:.2g}' {}", k ? ", " : "", study.runs[k].rate, k);
  return blocks + panel("e", 0.09, 0.985, 0.055, 0.335) +
         fmt::format(
             "unset logscale\nset logscale x\nset xrange [0.7:{}]\n"
             "set xtics (1, 2, 5, 10, 20, 50, 100, 200) nomirror\nset format x '%g'\n"
             "set xlabel 'epoch' offset 0,0.4\nset yrange [-0.8:{}]\nset ytics ({}) nomirror\n"
             "set ylabel 'learning rate η' offset 1.5,0\n",
             study.groups.front().samples.epochs.rows.size(), study.runs.size(), tics) +
         plot + "\n";
}

/// The phases that there are, in their colours, across the top; signals and rules above (e).
std::string legend(const Study& study) {
  std::string phases = "plot ";
  for (const RatePhase phase : all_rate_phases)
    if (flags_in(study.runs, phase, "window").runs > 0)
      phases += fmt::format("NaN with lines lw 3 lc rgb '{}' title '{}', ", colour_of(phase),
                            name(phase));
  std::string rules = "plot ";
  const auto add = [&](const char* symbol, const char* hue, const char* title) {
    rules += fmt::format("NaN with points {} lw 1.4 lc rgb '{}' title '{}', ", symbol, hue, title);
  };
  add("pt 4 ps 1", colour::grey, "baseline");
  add("pt 7 ps 0.4", colour::grey, "CUSUM");
  add("pt 9 ps 1", colour::grey, "window");
  for (const auto& [signal, title] : {std::pair{"error", "error"},
                                      {"gradient_norm", "|gradient|"},
                                      {"hidden_effective_rank", "rank"},
                                      {"alignment", "alignment"}})
    add("pt 5 ps 0.9", signal_colour(signal), title);
  const std::string bare =
      "unset border\nunset tics\nunset xlabel\nunset ylabel\nunset logscale\nset xrange [0:1]\n"
      "set yrange [0:1]\nset key at graph 1, graph 0.9 right Left reverse horizontal maxrows 1 "
      "samplen 1 width 0\n";
  return panel("", 0, 0.75, 0.94, 0.995) + bare + phases + "\n" + panel("", 0, 0.985, 0.325, 0.38) +
         rules;
}

int draw(const std::filesystem::path& file, const std::filesystem::path& out) {
  Study study{load_rates(RunFile(file)), {}};
  std::string blocks;
  for (const GroupRun& group : study.groups) {
    blocks += run_blocks(group, study.runs.size());
    study.runs.push_back(analyse_rate(group));
  }
  draw_figure(out, {.width = 1000, .height = 1100},
              blocks + rate_blocks(study) + "unset key\nset multiplot\n" + errors(study) +
                  first_steps(study) + sharpness(study) + ranks(study) + flags(study) +
                  legend(study) + "\nunset multiplot\n");
  print_out("figure_learning_rates: {}.svg and .png from {} runs\n", out.string(),
            study.runs.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws the phases of training over learning rates.", "figure_learning_rates");
  app.footer("Example: figure_learning_rates --run learning_rates.h5 --out learning_rates");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of learning_rates")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return draw(file, out); });
}
