#include "plots/figure/gnuplot_words.h"

#include <fmt/format.h>

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera::gnuplot {

namespace {

const char* dash_words(Dash dash) {
  switch (dash) {
    case Dash::solid:
      return "solid";
    case Dash::dashed:
      return "(6,4)";
    case Dash::long_dashed:
      return "(8,5)";
    case Dash::dotted:
      return "(2,4)";
  }
  return "solid";
}

/// gnuplot's numbers of symbols.
int number_of(Symbol symbol) {
  switch (symbol) {
    case Symbol::none:
      return 0;
    case Symbol::plus:
      return 1;
    case Symbol::cross:
      return 2;
    case Symbol::square_open:
      return 4;
    case Symbol::square:
      return 5;
    case Symbol::circle:
      return 6;
    case Symbol::disc:
      return 7;
    case Symbol::triangle:
      return 9;
    case Symbol::triangle_open:
      return 8;
    case Symbol::triangle_down:
      return 10;
    case Symbol::triangle_down_full:
      return 11;
    case Symbol::diamond_open:
      return 12;
    case Symbol::diamond:
      return 13;
  }
  return 0;
}

const char* word_of(Align align) {
  switch (align) {
    case Align::left:
      return "left";
    case Align::centre:
      return "center";
    case Align::right:
      return "right";
  }
  return "left";
}

std::string word_of(const Coordinate& coordinate) {
  constexpr const char* systems[] = {"first", "graph", "screen"};
  return fmt::format("{} {}", systems[static_cast<int>(coordinate.of)], coordinate.value);
}

std::string bound(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "*";
}

void check_range(const std::string& axis, const Axis& values) {
  const auto is_bad = [](const std::optional<double>& value) {
    return value && !std::isfinite(*value);
  };
  if (is_bad(values.low) || is_bad(values.high) || (values.low && values.low == values.high))
    throw InputError("figure", axis + " axis", "numbers that span a range",
                     fmt::format("{} to {}", bound(values.low), bound(values.high)),
                     "draw a run of more points");
}

std::string tic_words(const Axis& values) {
  if (values.tics.empty()) return values.step ? fmt::format("{}", *values.step) : "autofreq";
  std::string list;
  for (const Tic& tic : values.tics)
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", quoted(tic.text), tic.at);
  return "(" + list + ")";
}

/// As far from the axis as its label stands.
std::string label_place(const std::string& axis, double away) {
  if (axis == "x") return fmt::format("0,{}", 0.3 - away);
  if (axis == "x2") return fmt::format("0,{}", -0.6 + away);
  if (axis == "y") return fmt::format("{},0", 0.8 - away);
  if (axis == "y2") return fmt::format("{},0", -0.8 + away);
  return fmt::format("{},0", away);
}

}  // namespace

std::string quoted(const std::string& text) {
  std::string result(1, '\'');
  for (const char character : text) {
    result += character;
    if (character == '\'') result += character;
  }
  return result + '\'';
}

std::string line_words(const Style& style, bool is_shaded) {
  return fmt::format("lw {} dt {} lc {}", style.width, dash_words(style.dash),
                     is_shaded ? "palette" : fmt::format("rgb '{}'", style.colour));
}

std::string symbol_words(const Style& style) {
  return fmt::format("pt {} ps {}", number_of(style.symbol), style.size);
}

std::string axis_commands(const std::string& axis, const Axis& values) {
  check_range(axis, values);
  return fmt::format(
      "{0}set {1}range [{2}:{3}]\nset {1}tics {4} nomirror{5}\nset format {1} {6}\n"
      "set {1}label {7} offset {8} tc rgb '{9}'\n",
      values.is_logarithmic ? "set logscale " + axis + "\n" : "", axis, bound(values.low),
      bound(values.high), tic_words(values), values.is_marked ? "" : " scale 0",
      quoted(values.format), quoted(values.label), label_place(axis, values.label_offset),
      values.label_colour);
}

std::string palette_commands(const ColourScale& scale) {
  // The first is viridis: its lightness rises evenly, so colour-blind readers and paper keep it (S.
  // van der Walt and N. Smith, 2015).
  constexpr const char* palettes[] = {
      "(0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')",
      "(-1 '#0072B2', 0 '#FFFFFF', 1 '#D55E00')", "(0 '#FFFFFF', 1 '#D9D9D9', 2 '#A6A6A6')"};
  std::string commands =
      fmt::format("set palette defined {}\n", palettes[static_cast<int>(scale.palette)]) +
      axis_commands("cb", scale.axis);
  if (!scale.bar) return commands + "unset colorbox\n";
  return commands + fmt::format(
                        "set colorbox user origin screen {}, screen {} size screen {}, "
                        "screen {}\n",
                        scale.bar->left, scale.bar->bottom, scale.bar->right - scale.bar->left,
                        scale.bar->top - scale.bar->bottom);
}

std::string frame_commands(Frame frame) {
  constexpr int sides[] = {3, 15, 11, 0};
  return fmt::format("set border {} linewidth 0.8\nset tics nomirror out scale 0.6\n",
                     sides[static_cast<int>(frame)]);
}

std::string legend_commands(const Legend& legend) {
  return fmt::format("set key at graph {}, graph {} {} top {} samplen {} width {}{}\n", legend.x,
                     legend.y, legend.align == Align::left ? "left Left reverse" : "right",
                     legend.is_horizontal ? "horizontal" : "vertical", legend.sample, legend.width,
                     legend.most_rows > 0 ? fmt::format(" maxrows {}", legend.most_rows) : "");
}

std::string rule_commands(const RuleLine& rule) {
  const std::string at = fmt::format("first {}", rule.at);
  std::string commands = rule.is_vertical
                             ? fmt::format("set arrow from {0}, graph 0 to {0}, graph 1", at)
                             : fmt::format("set arrow from graph 0, {0} to graph 1, {0}", at);
  commands += " nohead back " + line_words(rule.style) + "\n";
  if (rule.label.empty()) return commands;
  return commands + fmt::format("set label {} at {} tc rgb '{}'\n",
                                quoted("{/*0.9 " + rule.label + "}"),
                                rule.is_vertical ? at + ", graph 1.045 center"
                                                 : "graph 0.99, " + at + " right offset 0,0.5",
                                rule.style.colour);
}

std::string span_commands(const Span& span) {
  return fmt::format(
      "set object rectangle from first {}, graph 0 to first {}, graph 1 behind fillcolor rgb '{}' "
      "fillstyle solid noborder\n",
      span.from, span.to, colour::shade);
}

std::string text_commands(const Text& text) {
  const std::string shown =
      text.size == 1 ? text.text : fmt::format("{{/*{} {}}}", text.size, text.text);
  return fmt::format("set label {} at {}, {} {} offset {},{} tc rgb '{}' front\n", quoted(shown),
                     word_of(text.x), word_of(text.y), word_of(text.align), text.right, text.up,
                     text.colour);
}

double letter_place(const Panel& panel) {
  return panel.letter_left.value_or(panel.at.left - 0.065);
}

std::string place_commands(const Panel& panel) {
  const Box& at = panel.at;
  std::string commands = fmt::format(
      "set lmargin at screen {}\nset rmargin at screen {}\nset bmargin at screen {}\n"
      "set tmargin at screen {}\n",
      at.left, at.right, at.bottom, at.top);
  if (panel.letter.empty()) return commands;
  return commands + fmt::format("set label {} at screen {}, screen {} center\n",
                                quoted("{/:Bold " + panel.letter + "}"), letter_place(panel),
                                at.top + 0.018);
}

}  // namespace caldera::gnuplot
