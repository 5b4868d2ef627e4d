#pragma once
// How gnuplot says what figure.h holds: words that scripts are made of (gnuplot_script.h).

#include <string>

#include "plots/figure/figure.h"

namespace caldera::gnuplot {

/// In single quotes, where '' is a quote.
std::string quoted(const std::string& text);

/// "lw 1.5 dt (6,4) lc rgb '#000000'", without the colour if values become colours.
std::string line_words(const Style& style, bool is_shaded = false);

/// "pt 7 ps 0.5".
std::string symbol_words(const Style& style);

/// Range, tics, format and label; `axis` is x, y, x2, y2 or cb. Throws InputError for a range of
/// one number or of one that is not finite: gnuplot would widen the one and take the other for
/// none.
std::string axis_commands(const std::string& axis, const Axis& values);

std::string palette_commands(const ColourScale& scale);
std::string frame_commands(Frame frame);
std::string legend_commands(const Legend& legend);
std::string rule_commands(const RuleLine& rule);
std::string span_commands(const Span& span);
std::string text_commands(const Text& text);

/// Where the middle of a panel's letter stands, as a share of the figure's width.
double letter_place(const Panel& panel);

/// Margins and letter.
std::string place_commands(const Panel& panel);

}  // namespace caldera::gnuplot
