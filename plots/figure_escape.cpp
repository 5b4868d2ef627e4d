// What ends a delay: runs that begin in a minimum of low accuracy, with more and less noise.
//
// Sample run:
//   figure_escape --run results/study/monitoring/escape.h5 --out results/study/figures/escape
//
// Description: draws <out>.svg and <out>.png from a run of escape; colours by η/B, B the batch
// size. Full: the learning rate at which all batch sizes are tried; dashed: other rates.
//   (a) running error against epochs, first seed; dotted: the error at the minimum, and below which
//   a
//       run counts as escaped;
//   (b) epoch of the escape against B/η, all seeds, other rates a little to the right; arrows: runs
//       that have not escaped;
//   (c) ‖θ‖ against epochs, first seed; dotted: at the minimum;
//   (d) running error against ‖θ‖ after the epoch, all seeds.

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/escape.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Rows = std::vector<std::vector<double>>;

constexpr double guessing = 2.302585, escaped_below = guessing - 0.1;

/// From the most noise to the least.
const char* colour_of(const EscapeStudy& study, const EscapeSetting& setting) {
  constexpr std::array colours = {colour::purple, colour::vermillion, colour::orange,
                                  colour::green,  colour::sky,        colour::blue,
                                  colour::grey,   colour::black};
  std::set<float> noisier;  // rounded: equal ones count once
  for (const EscapeSetting& other : study.settings)
    if (other.noise() > setting.noise() * 1.001) noisier.insert(static_cast<float>(other.noise()));
  return colours[noisier.size() % colours.size()];
}

/// $run<k>: epoch, error, ‖θ‖.
std::string run_block(const GroupRun& run, std::size_t k) {
  const std::vector<double> epoch = run.samples.epochs.column("epoch"),
                            error = run.samples.epochs.column("error"),
                            distance = run.samples.epochs.column("distance");
  Rows rows;
  for (std::size_t i = 0; i < epoch.size(); ++i) rows.push_back({epoch[i], error[i], distance[i]});
  return data_block(fmt::format("run{}", k), rows);
}

/// $escaped<k>, $held<k>: B/η and the epoch of each seed, or the limit. Other rates a little to the
/// right, as otherwise they would hide what they agree with.
std::string setting_block(const EscapeStudy& study, std::size_t k) {
  const EscapeSetting& setting = study.settings[k];
  const double place = (setting.rate == study.usual_rate ? 1 : 1.2) / setting.noise();
  Rows escaped = {{NAN, NAN}}, held = {{NAN, NAN}};
  for (const double epoch : setting.epochs)
    if (std::isnan(epoch))
      held.push_back({place, study.limit});
    else
      escaped.push_back({place, epoch});
  return data_block(fmt::format("escaped{}", k), escaped) +
         data_block(fmt::format("held{}", k), held);
}

/// The first seed's lines in some columns.
std::string lines_of(const EscapeStudy& study, const std::string& columns) {
  std::string plot = "plot ";
  for (const EscapeSetting& setting : study.settings)
    plot += fmt::format("$run{} using {} with lines lw 1.6 dt {} lc rgb '{}' notitle, ",
                        setting.runs.front(), columns, setting.rate == study.usual_rate ? 1 : 2,
                        colour_of(study, setting));
  return plot;
}

std::string dotted(double level) {
  return fmt::format("{} with lines dt 3 lw 1.2 lc rgb '{}' notitle, ", level, colour::black);
}

std::string epoch_axis(const EscapeStudy& study) {
  return "set logscale x\n" + axis_range("x", 1, study.limit) +
         "set xtics (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) "
         "nomirror\nset xlabel 'epoch' offset 0,0.3\n";
}

std::string errors(const EscapeStudy& study) {
  return panel("a", 0.08, 0.49, 0.57, 0.9) + epoch_axis(study) +
         "set yrange [1.9:2.4]\nset ytics 0.1 nomirror\nset format y '%.1f'\n"
         "set ylabel 'running error E  (nat)' offset 0.8,0\n" +
         lines_of(study, "1:2") + dotted(study.trap.error) + dotted(escaped_below) + "\n";
}

/// The rates that there are, from the smallest.
std::set<double> rates_of(const EscapeStudy& study) {
  std::set<double> rates;
  for (const EscapeSetting& setting : study.settings) rates.insert(setting.rate);
  return rates;
}

/// The full symbol of a rate; the open one is the number before it.
int symbol_of(const EscapeStudy& study, double rate) {
  constexpr std::array symbols = {5, 9, 7, 11, 13};
  const std::set<double> rates = rates_of(study);
  return symbols[static_cast<std::size_t>(std::distance(rates.begin(), rates.find(rate))) %
                 symbols.size()];
}

std::string delays(const EscapeStudy& study) {
  std::string plot = "plot ";
  for (std::size_t k = 0; k < study.settings.size(); ++k) {
    const int symbol = symbol_of(study, study.settings[k].rate);
    plot += fmt::format(
        "$escaped{0} using 1:2 with points pt {1} ps 0.9 lc rgb '{3}' notitle, "
        "$held{0} using 1:2 with points pt {2} ps 0.9 lw 1.5 lc rgb '{3}' notitle, "
        "$held{0} using 1:2:(0):($2*0.5) with vectors filled lw 1.5 lc rgb '{3}' notitle, ",
        k, symbol, symbol - 1, colour_of(study, study.settings[k]));
  }
  for (const double rate : rates_of(study))
    plot += fmt::format("NaN with points pt {} ps 0.9 lc rgb '{}' title 'η = {}', ",
                        symbol_of(study, rate), colour::black, rate);
  return panel("b", 0.58, 0.985, 0.57, 0.9) +
         fmt::format(
             "set logscale xy\nset xrange [100:100000]\nset xtics auto nomirror\n"
             "set format x '10^{{%L}}'\nset xlabel 'B/η  (examples)' offset 0,0.3\n"
             "set yrange [0.8:{}]\nset ytics (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)\n"
             "set format y '%g'\nset ylabel 'epoch of the escape' offset 0.8,0\n"
             "set key bottom right samplen 0.5\n",
             study.limit * 2.2) +
         plot + "\nunset key\n";
}

std::string distances(const EscapeStudy& study) {
  const Trap& trap = study.trap;
  return panel("c", 0.08, 0.49, 0.08, 0.46) + epoch_axis(study) +
         fmt::format(
             "set format x '%g'\nset logscale y\nset yrange [0.015:10]\n"
             "set ytics (0.03, 0.1, 0.3, 1, 3, 10) nomirror\n"
             "set ylabel '‖θ‖' offset 0.8,0\n"
             "set label 'minimum: λ_{{min}} = {:.4f} ± {:.0e}, |∇L| = {:.0e}' "
             "at first 1.1, first {}\n",
             trap.curvature, trap.curvature_bound, trap.gradient_norm, 0.65 * trap.distance) +
         lines_of(study, "1:3") + dotted(trap.distance) + "\n";
}

std::string planes(const EscapeStudy& study) {
  std::string plot = "plot ";
  for (const EscapeSetting& setting : study.settings)
    for (const std::size_t k : setting.runs)
      plot += fmt::format("$run{} using 3:2 with points pt 7 ps 0.3 lc rgb '{}' notitle, ", k,
                          colour_of(study, setting));
  return panel("d", 0.58, 0.985, 0.08, 0.46) +
         "unset logscale\nset logscale x\nset xrange [0.03:10]\n"
         "set xtics (0.03, 0.1, 0.3, 1, 3, 10) nomirror\nset format x '%g'\n"
         "set xlabel '‖θ‖' offset 0,0.3\nset yrange [1.9:2.4]\nset ytics 0.1 nomirror\n"
         "set format y '%.1f'\nset ylabel 'running error E  (nat)' offset 0.8,0\n" +
         plot + dotted(escaped_below) + "\n";
}

/// What the colours mean, by the batch size at the usual rate: across the top.
std::string legend(const EscapeStudy& study) {
  std::string plot = "plot ";
  for (const EscapeSetting& setting : study.settings)
    if (setting.rate == study.usual_rate)
      plot += fmt::format("NaN with lines lw 3 lc rgb '{}' title '{}', ", colour_of(study, setting),
                          setting.batch);
  return panel("", 0.15, 0.985, 0.925, 0.995) +
         fmt::format(
             "unset border\nunset tics\nunset xlabel\nunset ylabel\nunset logscale\n"
             "set xrange [0:1]\nset yrange [0:1]\n"
             "set label 'B at η = {}:' at screen 0.2, screen 0.978\n"
             "set key at graph 1, graph 0.9 right top Left reverse horizontal maxrows 1 "
             "samplen 1.5 width 0\n",
             study.usual_rate) +
         plot + "\n";
}

int draw(const std::filesystem::path& file, const std::filesystem::path& out) {
  const EscapeStudy study = load_escape(file);
  std::string blocks;
  for (std::size_t k = 0; k < study.runs.size(); ++k) blocks += run_block(study.runs[k], k);
  for (std::size_t k = 0; k < study.settings.size(); ++k) blocks += setting_block(study, k);
  draw_figure(out, {.width = 1000, .height = 860},
              blocks + "unset key\nset multiplot\n" + errors(study) + delays(study) +
                  distances(study) + planes(study) + legend(study) + "unset multiplot\n");
  print_out("figure_escape: {}.svg and .png from {} runs\n", out.string(), study.runs.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws how long a phase of low accuracy holds a run.", "figure_escape");
  app.footer("Example: figure_escape --run escape.h5 --out escape");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of escape")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return draw(file, out); });
}
