// Rules that flag changes in a series, as instruments: what they find, how late, and how often they
// cry wolf.
//
// Sample run:
//   figure_detectors --run results/study/monitoring/detectors.h5
//       --out results/study/figures/detectors
//
// Description: draws <out>.svg and <out>.png from a run of detectors:
//   (a) the share of jumps that is found within 100 samples, against their size, in independent
//   noise;
//       crosses: of changes that take 50 samples;
//   (b) the mean delay, of jumps of which half and more are found;
//   (c) false alarms by rule and kind of noise, of the series that rules may be tuned on (open)
//       and of others (full), with two standard errors each way.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/detectors_table.h"
#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Rows = std::vector<std::vector<double>>;

constexpr std::array<const char*, 5> colours = {colour::blue, colour::sky, colour::orange,
                                                colour::vermillion, colour::black};

const char* colour_of(std::size_t rule) { return colours[rule % colours.size()]; }

/// Where the axis of false alarms stands for none.
constexpr double none = 0.02;

/// $jumps<rule>, $ramps<rule>: size, share in %, its error, delay; held-out, in the first noise.
std::string find_blocks(const DetectorTable& table, std::size_t rule) {
  Rows jumps, ramps;
  for (const DetectorFinds& row : table.finds({rule, 0, true}))
    (row.ramp == 1 ? jumps : ramps)
        .push_back(
            {row.size, 100 * row.rate, 200 * row.error, row.rate >= 0.5 ? row.mean_delay : NAN});
  return data_block(fmt::format("jumps{}", rule), jumps) +
         data_block(fmt::format("ramps{}", rule), ramps);
}

std::string detection(const DetectorTable& table) {
  std::string plot = "plot ";
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    plot += fmt::format(
        "$jumps{0} using 1:2:3 with yerrorlines pt 7 ps 0.5 lw 1.5 lc rgb '{1}' notitle, "
        "$ramps{0} using 1:2 with points pt 2 ps 0.8 lw 1.5 lc rgb '{1}' notitle, ",
        rule, colour_of(rule));
  return panel("a", 0.09, 0.49, 0.58, 0.9) +
         "set xrange [-0.2:8.3]\nset xtics 1\nset format x '%.0f'\n"
         "set xlabel 'change of level  (σ of the noise)' offset 0,0.3\n"
         "set yrange [0:104]\nset ytics 20\nset format y '%.0f'\n"
         "set ylabel 'found within 100 samples  (%)'\n" +
         plot + "\n";
}

std::string delays(const DetectorTable& table) {
  std::string plot = "plot ";
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    plot += fmt::format(
        "$jumps{0} using 1:4 with linespoints pt 7 ps 0.5 lw 1.5 lc rgb '{1}' notitle, ", rule,
        colour_of(rule));
  return panel("b", 0.58, 0.985, 0.58, 0.9) +
         "set logscale y\nset yrange [1:100]\nset ytics autofreq\n"
         "set ylabel 'mean delay  (samples)' offset 0.8,0\n" +
         plot + "\nunset logscale y\n";
}

/// $alarms<rule>_<0 or 1>: position, rate, rate ± two errors, where the axis can show them.
std::string alarm_block(const DetectorTable& table, std::size_t rule, bool held_out) {
  Rows rows;
  const double middle = (static_cast<double>(table.rules.size()) - 1) / 2;
  for (std::size_t noise = 0; noise < table.noises.size(); ++noise) {
    const DetectorAlarms& row = table.alarms({rule, noise, held_out});
    const auto shown = [](double rate) { return std::max(rate, none); };
    rows.push_back({static_cast<double>(noise) + 0.17 * (static_cast<double>(rule) - middle) +
                        (held_out ? 0.035 : -0.035),
                    shown(row.rate), shown(row.rate - 2 * row.error),
                    shown(row.rate + 2 * row.error)});
  }
  return data_block(fmt::format("alarms{}_{}", rule, held_out ? 1 : 0), rows);
}

std::string false_alarms(const DetectorTable& table) {
  std::string blocks, plot = "plot ", tics;
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    for (const bool held_out : {false, true}) {
      blocks += alarm_block(table, rule, held_out);
      plot += fmt::format(
          "$alarms{}_{} using 1:2:3:4 with yerrorbars pt {} ps 0.6 lw 1.2 lc rgb '{}' "
          "notitle, ",
          rule, held_out ? 1 : 0, held_out ? 7 : 6, colour_of(rule));
    }
  for (std::size_t noise = 0; noise < table.noises.size(); ++noise)
    tics += fmt::format("{}'{}' {}", noise == 0 ? "" : ", ", table.noises[noise], noise);
  return blocks + panel("c", 0.08, 0.985, 0.07, 0.46) +
         fmt::format(
             "set xrange [-0.5:{}]\nset xtics ({})\nunset xlabel\n"
             "set logscale y\nset yrange [{}:1000]\n"
             "set ytics ('none' {}, '0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000)\n"
             "set ylabel 'false alarms per 10 000 samples' offset 0.8,0\n",
             static_cast<double>(table.noises.size()) - 0.5, tics, 0.8 * none, none) +
         plot + "\nunset logscale y\n";
}

/// What the colours mean: a panel of its own, across the top.
std::string legend(const DetectorTable& table) {
  std::string plot = "plot ";
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    plot += fmt::format("NaN with linespoints pt 7 ps 0.6 lw 1.5 lc rgb '{}' title '{}', ",
                        colour_of(rule), table.rules[rule]);
  return panel("", 0.0, 1, 0.93, 0.99) +
         "unset border\nunset tics\nunset xlabel\nunset ylabel\nset xrange [0:1]\nset yrange "
         "[0:1]\n"
         "set key at graph 1, graph 0.9 right Left reverse horizontal maxrows 1 samplen 1.5 width "
         "1\n" +
         plot + "\n";
}

int draw(const std::filesystem::path& file, const std::filesystem::path& out) {
  const DetectorTable table = load_detectors(file);
  std::string blocks;
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule) blocks += find_blocks(table, rule);
  draw_figure(out, {.width = 900, .height = 760},
              blocks + "unset key\nset multiplot\n" + detection(table) + delays(table) +
                  false_alarms(table) + legend(table) + "unset multiplot\n");
  print_out("figure_detectors: {}.svg and .png from {} rules\n", out.string(), table.rules.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws what a run of detectors measured, as one figure.", "figure_detectors");
  app.footer("Example: figure_detectors --run detectors.h5 --out detectors");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of detectors")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return draw(file, out); });
}
