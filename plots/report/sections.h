#pragma once
// The figures of the report and what is said beside each. A new figure is an entry in the list of
// sections.cpp, theory_sections.cpp or monitoring_sections.cpp.

#include <string>
#include <vector>

namespace caldera {

/// One figure. All texts are plain; the report escapes them.
struct Section {
  std::string figure;  ///< results/<profile>/figures/<figure>.svg
  std::string title;
  std::string alternative;        ///< what the image shows, for those who cannot see it
  std::string shows;              ///< what is drawn, and what of it is ours
  std::string published;          ///< what the source says; empty if the figure is ours alone
  std::string source;             ///< number on arXiv, or empty
  std::string note;               ///< on the data or on what differs; may be empty
  std::vector<std::string> runs;  ///< its run files: beginnings of paths under results/<profile>
};

/// In the order of the report.
const std::vector<Section>& all_sections();

}  // namespace caldera
