#pragma once
// Published curves in a figure: thin, grey, and behind ours.

#include <string>
#include <vector>

#include "plots/figure/figure.h"
#include "plots/published/curves.h"

namespace caldera {

/// How all of them look.
inline Style published_style() { return {colour::grey, 0.9}; }

/// One published column against another: a line for each seed, in no legend.
std::vector<Series> published_lines(const published::Case& of, double published::Point::*x,
                                    double published::Point::*y, const std::string& name);

/// Test error and reported loss, as the figures show them.
std::vector<Series> published_error_and_loss(
    const published::Case& of, double published::Point::*x = &published::Point::beta);

/// "published", for legends.
Series published_entry();

/// Draws them behind what a panel has.
void put_behind(Panel& panel, const std::vector<Series>& published);

}  // namespace caldera
