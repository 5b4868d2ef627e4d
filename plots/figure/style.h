#pragma once
// How lines and symbols look, and where panels are.

namespace caldera {

/// The palette of Okabe and Ito, which colour-blind readers can tell apart
/// ("Color Universal Design", 2008).
namespace colour {
inline constexpr const char* black = "#000000";
inline constexpr const char* orange = "#E69F00";
inline constexpr const char* sky = "#56B4E9";
inline constexpr const char* green = "#009E73";
inline constexpr const char* blue = "#0072B2";
inline constexpr const char* vermillion = "#D55E00";
inline constexpr const char* purple = "#CC79A7";
inline constexpr const char* grey = "#8A8A8A";   ///< for what stands beside the data
inline constexpr const char* shade = "#E4E4E4";  ///< for what lies behind them
inline constexpr const char* white = "#FFFFFF";
}  // namespace colour

enum class Dash { solid, dashed, long_dashed, dotted };

enum class Symbol {
  none,
  plus,
  cross,
  square,
  square_open,
  disc,
  circle,
  triangle,
  triangle_open,
  triangle_down,
  triangle_down_full,
  diamond,
  diamond_open,
};

struct Style {
  const char* colour = colour::black;
  double width = 1;  ///< of lines
  Dash dash = Dash::solid;
  Symbol symbol = Symbol::none;
  double size = 0.5;   ///< of symbols
  double opacity = 1;  ///< of areas and boxes
};

inline Style line(const char* colour, double width = 1.5) { return {colour, width}; }
inline Style dashed(const char* colour, double width = 1.5) {
  return {colour, width, Dash::dashed};
}
inline Style long_dashed(const char* colour, double width = 1.5) {
  return {colour, width, Dash::long_dashed};
}
inline Style dotted(const char* colour, double width = 1) { return {colour, width, Dash::dotted}; }
inline Style symbol(Symbol symbol, const char* colour, double size = 0.5, double width = 1) {
  return {colour, width, Dash::solid, symbol, size};
}
/// A line with a symbol at each point.
inline Style marked_line(Symbol symbol, const char* colour, double size = 0.35,
                         double width = 0.6) {
  return {colour, width, Dash::solid, symbol, size};
}

/// A rectangle in shares of the figure, from its lower left corner.
struct Box {
  double left = 0, right = 1, bottom = 0, top = 1;
};

}  // namespace caldera
