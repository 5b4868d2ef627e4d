#include "plots/style.h"

#include <fmt/format.h>

#include <gnuplot-iostream.h>
#include <cmath>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/atomic_file.h"
#include "plots/gnuplot.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// In single quotes of gnuplot, where '' is a quote.
std::string quoted(const std::string& text) {
  std::string result(1, '\'');
  for (const char character : text) {
    result += character;
    if (character == '\'') result += character;
  }
  return result + '\'';
}

/// Sizes of text, points and dashes agree between the two as far as one can see.
std::string terminal(const std::string& kind, const FigureSize& size) {
  if (kind == "svg")
    return fmt::format("set terminal svg size {},{} enhanced font 'Arial,15' background '#ffffff'",
                       size.width, size.height);
  return fmt::format(
      "set terminal pngcairo size {},{} enhanced font 'sans,15' fontscale 1.5 linewidth 2 "
      "pointscale 3.3 dashlength 2 background '#ffffff'",
      2 * size.width, 2 * size.height);
}

constexpr const char* settings = R"(set encoding utf8
set border 3 linewidth 0.8
set tics nomirror out scale 0.6
set datafile missing 'NaN'
)";

/// Digits are a small part of a pixel wide when there is no font: gnuplot then draws a PNG without any
/// text, and finds nothing wrong. Between the two sizes there is a factor of 20 with a font, and of
/// 1/20 without.
const std::string check_font =
    fmt::format("if (GPVAL_TERM_HCHAR < 0.3 * GPVAL_TERM_XMAX) exit status {}\n", no_font);

/// Files of one drawing. Whatever is left of them goes with this object.
struct Temporaries {
  fs::path script, complaints, svg, png;
  ~Temporaries() {
    std::error_code ignored;
    for (const fs::path& file : {script, complaints, svg, png}) fs::remove(file, ignored);
  }
};

void write_script(const Temporaries& files, const FigureSize& size, const std::string& commands) {
  Gnuplot script(fmt::format(">{}", files.script.string()));  // ">": into a file, not a pipe
  script << settings;
  for (const auto& [kind, output] : {std::pair("svg", files.svg), std::pair("png", files.png)})
    script << terminal(kind, size) << "\nset output " << quoted(output.string()) << "\n"
           << commands << "\nunset output\nreset\n"
           << settings;
  script << check_font;  // of the terminal that was the last, the PNG's
}

void check_drawn(const fs::path& file) {
  std::error_code none;
  if (fs::file_size(file, none) == 0 || none)
    throw InputError("figure", "gnuplot", "a figure", "an empty file or none",
                     "check the space on the disk");
}

}  // namespace

void draw_figure(const fs::path& stem, FigureSize size, const std::string& commands) {
  const fs::path svg = prepare_output(stem.string() + ".svg"),
                 png = prepare_output(stem.string() + ".png");
  // To gnuplot, a name that begins with - is an option, with ~ in a home, with | a program to run.
  const auto temporary = [](const fs::path& target) { return fs::absolute(temporary_name(target)); };
  const Temporaries files{temporary(stem.string() + ".gp"), temporary(stem.string() + ".log"),
                          temporary(svg), temporary(png)};
  write_script(files, size, commands);
  run_gnuplot(files.script, files.complaints);
  for (const fs::path& file : {files.svg, files.png}) check_drawn(file);
  // The SVG last: it is what make looks at.
  fs::rename(files.png, png);
  fs::rename(files.svg, svg);
}

std::string panel(const std::string& letter, double left, double right, double bottom, double top) {
  return fmt::format(
      "unset arrow\nunset label\nset lmargin at screen {0}\nset rmargin at screen {1}\n"
      "set bmargin at screen {2}\nset tmargin at screen {3}\n"
      "set label '{{/:Bold {4}}}' at screen {5}, screen {6} center\n",
      left, right, bottom, top, letter, left - 0.065, top + 0.018);
}

std::string data_block(const std::string& name, const std::vector<std::vector<double>>& rows) {
  std::string block = "$" + name + " << EOD\n";
  for (const std::vector<double>& row : rows) {
    for (const double value : row)
      block += std::isnan(value) ? std::string("NaN ") : fmt::format("{} ", value);
    block += "\n";
  }
  return block + "EOD\n";
}

}  // namespace caldera
