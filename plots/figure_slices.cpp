// A slice of the error surface, from a run of the program slices.
//
// Sample run:
//   figure_slices --run random.h5 --out random
//   figure_slices --run pca.h5 --beta 0.07 --out pca
//
// Description: draws <out>.svg and <out>.png. Of a plane,
//   (a) L = E + (β/2)‖θ‖² as colour and lines of equal L, with the models that it goes through and
//       the trajectory, from the open circle to the full one, where it is nearest to the plane;
//   (b) the same as a surface; the trajectory is at the height of its own points, which lie beside
//       the plane.
// Of a line, (a) L and (b) accuracy along it. β is the run's, or another; for β = 0, L is E.

#include <fmt/format.h>

#include <tuple>

#include "experiments/number_options.h"
#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/grid.h"
#include "plots/slice_panels.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// "β = 0.0753;  98 % of the way in the plane"
std::string headline(const Slice& slice, double beta) {
  std::string text = beta > 0 ? fmt::format("β = {:.4g}", beta) : "";
  if (slice.frame.trajectory.size() > 0)
    text += fmt::format("{}{:.3g} % of ‖θ − θ_c‖^2 in the {}", text.empty() ? "" : ";  ",
                        100 * slice.frame.trajectory.share,
                        slice.frame.is_line() ? "line" : "plane");
  return fmt::format("set label '{}' at graph 0.02, graph 1.05\n", text);
}

std::string ranges(const Slice& slice) {
  const auto& [xs, ys] = std::tie(slice.frame.xs, slice.frame.ys);
  return axis_range("x", xs.front(), xs.back()) + axis_range("y", ys.front(), ys.back());
}

std::string contours(const Slice& slice, double beta) {
  return panel("a", 0.085, 0.47, 0.14, 0.9) + headline(slice, beta) + ranges(slice) +
         fmt::format("set xlabel '{}' offset 0,0.3\nset ylabel '{}' offset 0.8,0\nunset colorbox\n",
                     axis_label(slice, 0), axis_label(slice, 1)) +
         contour_plot("slice", slice);
}

std::string surface(const Slice& slice, double beta) {
  std::string plot =
      panel("b", 0.57, 0.86, 0.16, 0.9) +
      fmt::format(
          // Margins would be those of the box before it is turned.
          "unset lmargin\nunset rmargin\nunset bmargin\nunset tmargin\n"
          "set origin 0.49, 0.03\nset size 0.42, 1\nset view 50, 330, 1, 1.4\n"
          "set border 31 lw 0.5\nset ticslevel 0\nunset ztics\n"
          "set xtics offset 0,-0.3 font ',11'\nset ytics offset 0.5,-0.3 font ',11'\n"
          "set xlabel '{0} 1' offset 0,-0.5\nset ylabel '{0} 2' offset 0,-0.5\n"
          "set colorbox user origin screen 0.895, screen 0.2 size screen 0.014, screen 0.65\n"
          "set cblabel '{1}' offset -0.3,0\n"
          "splot $slice_map using 1:2:3 with pm3d",
          slice.directions == "pca" ? "component" : "direction", loss_label(beta));
  if (slice.frame.trajectory.size() > 0)
    plot += fmt::format(", $slice_way using 1:2:3 with lines lw 1.5 lc rgb '{}'",
                        colour::vermillion);
  return plot + "\n";
}

std::string plane_figure(const Slice& slice, double beta) {
  return slice_data("slice", slice, beta) + "unset key\nset multiplot\nset border 15\n" + viridis +
         contours(slice, beta) + surface(slice, beta) + "unset multiplot\n";
}

std::string line_figure(const Slice& slice, double beta) {
  const std::vector<double> loss = losses(slice.values.error, slice.values.squared_norm, beta);
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < loss.size(); ++i)
    rows.push_back({slice.frame.xs[i], loss[i], slice.values.accuracy[i]});
  const std::string axis =
      fmt::format("set xlabel '{}'\n", axis_label(slice, 0)) +
      axis_range("x", slice.frame.xs.front(), slice.frame.xs.back());
  return data_block("line", rows) + "unset key\nset multiplot\n" +
         panel("a", 0.09, 0.48, 0.15, 0.9) + axis + headline(slice, beta) +
         fmt::format("set ylabel '{}'\nplot $line using 1:2 with lines lw 1.5 lc rgb '{}'\n",
                     loss_label(beta), colour::blue) +
         panel("b", 0.6, 0.98, 0.15, 0.9) + axis +
         fmt::format("set ylabel 'accuracy  (%)'\nplot $line using 1:3 with lines lw 1.5 lc rgb "
                     "'{}'\nunset multiplot\n",
                     colour::green);
}

int run(const std::filesystem::path& file, const std::optional<double>& chosen,
        const std::filesystem::path& out) {
  const Slice slice = load_slice(file);
  const double beta = chosen.value_or(slice.beta);
  draw_figure(out, {.width = 900, .height = 430},
              slice.frame.is_line() ? line_figure(slice, beta) : plane_figure(slice, beta));
  print_out("figure_slices: {}.svg and .png\n", out.string());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws a slice of the error surface: contours and surface, or a line.",
               "figure_slices");
  app.footer("Example: figure_slices --run random.h5 --out random");
  std::filesystem::path file, out;
  std::optional<double> beta;
  app.add_option("--run", file, "Run file of slices")->required();
  add_number(app, "--beta", beta, not_negative, "Of L = E + (beta/2)|theta|^2, instead of the run's");
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(file, beta, out); });
}
