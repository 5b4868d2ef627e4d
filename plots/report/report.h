#pragma once
// The report: one page that opens from disk, without scripts and without a network. It holds every
// figure with what it shows and what was published, the verdict, and what each run file says of
// itself.

#include <filesystem>
#include <string>
#include <vector>

#include "plots/report/run_list.h"
#include "plots/report/sections.h"
#include "plots/report/verdict_table.h"

namespace caldera {

/// One figure with its texts.
struct ReportFigure {
  Section section;
  std::string svg;            ///< the image; empty if it has not been made yet, or is of other runs
  bool is_of_others = false;  ///< it shows a run that is not among those of the report
};

struct Report {
  std::string profile;
  std::string code_version;  ///< of the program that writes the page
  std::vector<ReportFigure> figures;
  std::vector<StudyVerdict> studies;
  std::vector<RunEntry> runs;
};

/// All sections, with the images that are in results/<profile>/figures, and what was compared. An
/// image that shows other runs is left out (plots/figure/draw.h). The profile is that of the runs,
/// of which there must be one.
Report make_report(const std::filesystem::path& results, std::vector<StudyVerdict> studies,
                   std::vector<RunEntry> runs);

/// The page. A pure function of its argument: the same report, the same bytes.
std::string report_html(const Report& report);

}  // namespace caldera
