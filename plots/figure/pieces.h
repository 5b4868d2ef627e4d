#pragma once
// Where an image can be cut, so that a narrow screen shows its panels one below the other.

#include <vector>

#include "plots/figure/figure.h"

namespace caldera {

/// The pieces of a figure, in reading order. They tile it, and each cut lies in a gap between
/// panels, so that both sides keep their numbers and labels. Panels that share the numbers of one
/// axis stay together, and so do rows of one panel each: a cut between these would win no width.
std::vector<Box> pieces(const Figure& figure);

}  // namespace caldera
