#pragma once
// Runs gnuplot so that what it draws depends on its script, its release and the machine's fonts
// alone.

#include <string>

namespace caldera::gnuplot {

/// The status with which a script ends when it finds no font.
inline constexpr int no_font = 3;

/// Tells gnuplot `script`. It reads no start-up files (~/.gnuplot, gnuplotrc), and of the
/// environment it gets what says where programs, libraries and fonts are: no GNUTERM, no home with
/// a fonts.conf, no language. Throws InputError if gnuplot cannot be started, ends with `no_font`,
/// or fails: then with its complaint.
void run(const std::string& script);

}  // namespace caldera::gnuplot
