// What figures become in gnuplot's language, and that gnuplot takes all of it.

#include "plots/figure/gnuplot_script.h"

#include <cmath>
#include <filesystem>

#include "plots/figure/draw.h"
#include "plots/figure/gnuplot_words.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using Catch::Contains;

namespace {

const std::vector<double> xs = {1, 2, 3}, ys = {3, 2, 1}, low = {2, 1, 0.5}, high = {4, 3, 2};

/// One series of each mark.
Panel with_all_marks() {
  Panel panel{
      .letter = "a",
      .at = {0.1, 0.45, 0.6, 0.9},
      .x = {.label = "x", .is_logarithmic = true, .format = "10^{%T}"},
      .y = {.label = "it's y", .tics = {{"none", 0}, {"two", 2}}, .is_marked = false},
      .top = Axis{.low = 1, .high = 3},
      .right = Axis{.label = "y2", .low = 0, .high = 9},
      .frame = Frame::left_below_and_right,
      .spans = {{1.2, 1.4}},
      .rules = {{.at = 2, .label = "T_1"}, {.at = 1, .is_vertical = false, .label = "one"}},
      .texts = {{"text", of_panel(0.5), of_data(2), Align::centre, colour::blue, 0.8, 1, 1}},
      .legend = Legend{.align = Align::left, .is_horizontal = true, .most_rows = 2}};
  for (const Mark mark : {Mark::points, Mark::line, Mark::segments, Mark::arrows, Mark::area,
                          Mark::loop, Mark::boxes})
    panel.series.push_back({.name = "mark",
                            .mark = mark,
                            .style = symbol(Symbol::disc, colour::green),
                            .x = xs,
                            .y = ys,
                            .low = low,
                            .high = high,
                            .to_x = ys,
                            .to_y = xs});
  panel.series.push_back({.mark = Mark::line, .x = xs, .y = ys, .shade = low, .on_right = true});
  panel.series.push_back({.name = "an entry of the legend", .mark = Mark::area});
  return panel;
}

Map grid() {
  return {.xs = {0, 1}, .ys = {0, 1, 2}, .values = {0, 1, 2, 3, 4, 5}, .levels = {0.5, 2}};
}

Panel with_map() {
  Panel panel{.at = {0.6, 0.9, 0.6, 0.9},
              .frame = Frame::all,
              .colours = {.palette = Palette::greys,
                          .axis = {.low = 0, .high = 5},
                          .bar = Box{0.92, 0.94, 0.6, 0.9}},
              .maps = {grid()}};
  panel.maps[0].has_level_names = true;
  return panel;
}

Panel with_colours() {
  Map map = grid();
  map.colours.assign(map.values.size(), {10, 20, 30});
  return {.at = {0.1, 0.4, 0.1, 0.4}, .maps = {map}};
}

Panel surface() {
  return {.at = {0.5, 1, 0, 0.5},
          .maps = {grid()},
          .series = {{.mark = Mark::line, .x = {0, 1}, .y = {0, 2}, .shade = {1, 5}}},
          .is_surface = true};
}

}  // namespace

TEST_CASE("gnuplot draws every mark, map and surface") {
  const test::TemporaryFolder folder;
  const Figure figure{.panels = {with_all_marks(), with_map(), with_colours(), surface(),
                                 legend_strip({0, 1, 0.95, 1})}};
  CHECK_NOTHROW(draw(figure, folder / "all"));
  CHECK(std::filesystem::file_size(folder / "all.png") > 10000);
}

TEST_CASE("gnuplot: gaps are NaN, and every column has its place") {
  const Figure figure{.panels = {{.series = {{.x = {1, 2}, .y = {0.1, NAN}, .shade = {7, 8}}}}}};
  CHECK(gnuplot::data_script(figure) ==
        "$series0_0 << EOD\n1 0.1 NaN NaN NaN NaN 7 \n2 NaN NaN NaN NaN NaN 8 \nEOD\n");
}

TEST_CASE("gnuplot: the legend has the series that have a name and belong in it") {
  const Figure figure{
      .panels = {{.series = {{.name = "E", .x = {1}, .y = {2}},
                             {.name = "L", .is_in_legend = false, .x = {1}, .y = {2}},
                             {.x = {1}, .y = {2}}},
                  .legend = Legend{}}}};
  const std::string script = gnuplot::panels_script(figure);
  CHECK_THAT(script, Contains("title 'E'") && !Contains("'L'"));
  const std::string plot = script.substr(script.find("plot "));
  CHECK_THAT(plot.substr(plot.find("$series0_1")), Contains("notitle, $series0_2"));
  CHECK_THAT(plot.substr(plot.find("$series0_2")), Contains("notitle\n"));
}

TEST_CASE("gnuplot: ranges, tics and labels are as they are given") {
  CHECK(gnuplot::axis_commands("x", {.label = "it's", .low = -0.5, .format = "", .step = 2}) ==
        "set xrange [-0.5:*]\nset xtics 2 nomirror\nset format x ''\n"
        "set xlabel 'it''s' offset 0,0.3 tc rgb '#000000'\n");
  CHECK_THAT(gnuplot::axis_commands("y", {.is_logarithmic = true}),
             Contains("set logscale y\n") && Contains("set ytics autofreq nomirror\n"));
}

TEST_CASE("gnuplot: a range of one number, or of none, is refused") {
  const auto refused = [](double from, double to) {
    return test::refusal([&] { gnuplot::axis_commands("x", {.low = from, .high = to}); });
  };
  CHECK_THAT(refused(0.25, 0.25),
             Contains("x axis: expected numbers that span a range, found 0.25 to 0.25"));
  CHECK_THAT(refused(0, NAN), Contains("found 0 to nan"));
  CHECK_THAT(refused(-INFINITY, 1), Contains("-inf to 1"));
}
