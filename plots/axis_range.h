#pragma once
// Ranges of axes that come from data.

#include <string>

namespace caldera {

/// "set xrange [low:high]\n" for `axis` x; y, x2 and cb likewise. Throws InputError for ends that are
/// equal, as of data of one value, or not finite: gnuplot has no such axis.
std::string axis_range(const std::string& axis, double low, double high);

}  // namespace caldera
