#include "plots/figure/draw.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <span>
#include <sstream>

#include "autograd/arithmetic/error.h"
#include "experiments/run/atomic_file.h"
#include "plots/figure/csv.h"
#include "plots/figure/gnuplot.h"
#include "plots/figure/gnuplot_script.h"
#include "plots/figure/gnuplot_words.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// Sizes of text, points and dashes agree between the two as far as one can see.
std::string svg_terminal(const FigureSize& size) {
  return fmt::format("set terminal svg size {},{} enhanced font 'Arial,15' background '#ffffff'",
                     size.width, size.height);
}
std::string png_terminal(const FigureSize& size) {
  return fmt::format(
      "set terminal pngcairo size {},{} enhanced font 'sans,15' fontscale 1.5 linewidth 2 "
      "pointscale 3.3 dashlength 2 background '#ffffff'",
      2 * size.width, 2 * size.height);
}

/// Digits are a small part of a pixel wide when there is no font: gnuplot then draws a PNG without
/// any text, and finds nothing wrong. Between the two sizes there is a factor of 20 with a font,
/// and of 1/20 without.
const std::string check_font =
    fmt::format("if (GPVAL_TERM_HCHAR < 0.3 * GPVAL_TERM_XMAX) exit status {}\n", gnuplot::no_font);

/// A file that goes with the object.
struct Temporary {
  fs::path path;
  explicit Temporary(const fs::path& target) : path(fs::absolute(temporary_name(target))) {}
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

std::string image(const std::string& terminal, const Temporary& to, const std::string& panels) {
  return terminal + "\nset output " + gnuplot::quoted(to.path.string()) + "\n" + panels +
         "unset output\n";
}

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (bytes.empty())
    throw InputError("figure", "gnuplot", "a figure", "an empty file or none",
                     "check the space on the disk");
  return bytes;
}

constexpr const char *runs_begin = "<metadata id='caldera-runs'>\n", *runs_end = "</metadata>";

/// As it may stand in XML, on one line.
std::string escaped(const std::string& path) {
  std::string text;
  for (const char character : path) switch (character) {
      case '&': text += "&amp;"; break;
      case '<': text += "&lt;"; break;
      case '>': text += "&gt;"; break;
      default: text += static_cast<unsigned char>(character) < ' ' ? '?' : character;
    }
  return text;
}

/// `svg` with a list of the runs behind its first element, a line a run.
std::string with_runs(const std::string& svg, const std::vector<ShownRun>& runs) {
  std::string list = runs_begin;
  for (const ShownRun& run : runs) list += run.digest + " " + escaped(run.path) + "\n";
  const std::size_t root = svg.find("<svg"), behind = svg.find('>', root) + 1;
  return svg.substr(0, behind) + "\n" + list + runs_end + "\n" + svg.substr(behind);
}

void store(const fs::path& target, const std::string& text) {
  write_atomically(target, std::as_bytes(std::span(text)));
}

}  // namespace

void draw(const Figure& figure, const fs::path& stem) {
  const auto target = [&](const char* ending) { return prepare_output(stem.string() + ending); };
  const fs::path svg = target(".svg"), png = target(".png"), csv = target(".csv");
  const Temporary svg_drawn(svg), png_drawn(png);
  const std::string panels = gnuplot::panels_script(figure);
  gnuplot::run("set encoding utf8\n" + gnuplot::data_script(figure) +
               image(svg_terminal(figure.size), svg_drawn, panels) +
               image(png_terminal(figure.size), png_drawn, panels) + check_font);
  const std::string png_content = content(png_drawn.path), svg_content = content(svg_drawn.path);
  store(csv, figure_csv(figure));
  store(png, png_content);
  store(svg, with_runs(svg_content, figure.runs));  // last: it is what make looks at
}

std::vector<ShownRun> runs_shown_by(const std::string& svg) {
  std::vector<ShownRun> runs;
  const std::size_t begin = svg.find(runs_begin), end = svg.find(runs_end, begin);
  if (begin == std::string::npos || end == std::string::npos) return runs;
  const std::size_t first = begin + std::string(runs_begin).size();
  std::istringstream list(svg.substr(first, end - first));
  for (std::string line; std::getline(list, line);) {
    const std::size_t blank = line.find(' ');
    if (blank != std::string::npos) runs.push_back({line.substr(blank + 1), line.substr(0, blank)});
  }
  return runs;
}

}  // namespace caldera
