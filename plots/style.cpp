#include "plots/style.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <gnuplot-iostream.h>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/atomic_file.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// In single quotes, with `doubled` for a quote inside: '' in gnuplot, '\'' in the shell.
std::string quoted(const std::string& text, const std::string& doubled) {
  std::string result(1, '\'');
  for (const char character : text)
    if (character == '\'')
      result += doubled;
    else
      result += character;
  result += '\'';
  return result;
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
    script << terminal(kind, size) << "\nset output " << quoted(output.string(), "''") << "\n"
           << commands << "\nunset output\nreset\n"
           << settings;
}

std::string first_line_with_text(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line))
    if (line.find_first_not_of(" \t^") != std::string::npos) return line;
  return "no message";
}

void run_gnuplot(const Temporaries& files) {
  const auto shell = [](const fs::path& path) { return quoted(path.string(), "'\\''"); };
  const std::string command = "gnuplot " + shell(files.script) + " 2> " + shell(files.complaints);
  const int status = std::system(command.c_str());
  const bool ended = status != -1 && WIFEXITED(status);
  if (ended && WEXITSTATUS(status) == 127)
    throw InputError("figure", "gnuplot", "the program gnuplot", "no such program",
                     "install gnuplot-nox (make deps)");
  std::error_code none;
  if (!ended || WEXITSTATUS(status) != 0 || fs::file_size(files.svg, none) == 0 || none ||
      fs::file_size(files.png, none) == 0 || none)
    throw InputError("figure", "gnuplot", "a figure", first_line_with_text(files.complaints),
                     "check gnuplot and the space on the disk");
}

}  // namespace

void draw_figure(const fs::path& stem, FigureSize size, const std::string& commands) {
  const fs::path svg = stem.string() + ".svg", png = stem.string() + ".png";
  prepare_output(svg);
  prepare_output(png);
  const Temporaries files{temporary_name(stem.string() + ".gp"),
                          temporary_name(stem.string() + ".log"), temporary_name(svg),
                          temporary_name(png)};
  write_script(files, size, commands);
  run_gnuplot(files);
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
