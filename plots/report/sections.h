#pragma once
// The parts of the report, as HTML.

#include <string>
#include <vector>

#include "plots/report/report.h"

namespace caldera {

/// A figure: the image, its texts, its numbers and its runs.
std::string figure_section(const std::string& profile, const ReportFigure& figure);

/// Why there is no image: "not run" or "not drawn".
std::string missing_word(const ReportFigure& figure);

/// The verdict, study by study, what fails first.
std::string verdict_section(const Report& report);

/// A list of links to the studies, with what is amiss in each.
std::string verdict_contents(const std::vector<StudyVerdict>& studies);

/// What each run file says of itself. Its id is anchor("run", path).
std::string run_section(const std::vector<RunEntry>& runs);

}  // namespace caldera
