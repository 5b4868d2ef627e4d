#pragma once
// The report: one page that opens from disk, without a network. It holds every figure with what it
// shows and what was published, the verdict, and what each run file says of itself.

#include <filesystem>
#include <string>
#include <vector>

#include "plots/report/run_list.h"
#include "plots/report/text.h"
#include "plots/report/verdict_table.h"

namespace caldera {

/// One figure with its texts.
struct ReportFigure {
  FigureText text;                     ///< with its facts put in
  std::string svg = "", csv = "";      ///< empty if it has not been drawn yet, or is of other runs
  std::vector<std::string> runs = {};  ///< those that are there and it is drawn from
  bool is_of_others = false;           ///< the image shows a run that is not one of the report
};

struct Report {
  std::string profile;
  std::string code_version;  ///< of the program that writes the page
  std::vector<ReportFigure> figures;
  std::vector<StudyVerdict> studies;
  std::vector<RunEntry> runs;
};

/// All figures that have a text, with the images that are in results/<profile>/figures, and what
/// was compared. An image that shows other runs is left out (plots/figure/draw.h). There must be a
/// run; all are of one profile (list_runs).
Report make_report(const std::filesystem::path& results, std::vector<StudyVerdict> studies,
                   std::vector<RunEntry> runs);

/// The page. A pure function of its argument: the same report, the same bytes.
std::string report_html(const Report& report);

}  // namespace caldera
