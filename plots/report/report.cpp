#include "plots/report/report.h"

#include <algorithm>

#include "experiments/run/machine.h"
#include "plots/figure/draw.h"
#include "plots/figure/file_text.h"
#include "plots/figures.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// Whether each of the runs that an image shows is one of those that there are.
bool all_are_there(const std::vector<ShownRun>& shown, const std::vector<RunEntry>& runs) {
  return std::ranges::all_of(shown, [&](const ShownRun& run) {
    return std::ranges::find(runs, run.digest, &RunEntry::digest) != runs.end();
  });
}

/// Those of an input, by path.
std::vector<const RunEntry*> runs_of(const FigureInput& input, const std::vector<RunEntry>& runs) {
  std::vector<const RunEntry*> found;
  for (const RunEntry& run : runs)
    if (is_like(run.path, input.where)) found.push_back(&run);
  return found;
}

/// The configuration of the first run of a figure's first input, and what the figure computes if
/// all runs that it needs are there.
Facts facts_of(const FigureEntry& entry, const fs::path& results,
               const std::vector<RunEntry>& runs) {
  FigureFiles files;
  bool is_complete = true;
  for (const FigureInput& input : entry.inputs) {
    std::vector<fs::path> paths;
    for (const RunEntry* run : runs_of(input, runs)) paths.push_back(results / run->path);
    is_complete = is_complete && !(input.is_needed && paths.empty());
    files.add(input.option, paths);
  }
  Facts facts;
  if (is_complete && entry.facts) facts = entry.facts(files);
  const std::vector<const RunEntry*> first = runs_of(entry.inputs.front(), runs);
  if (!first.empty())
    for (const auto& [name, value] : first.front()->identity.configuration)
      facts["run." + name] = text_of(value);
  return facts;
}

ReportFigure make_figure(const FigureEntry& entry, const FigureText& text, const fs::path& results,
                         const std::vector<RunEntry>& runs) {
  const Facts facts = facts_of(entry, results, runs);
  ReportFigure figure{text};
  for (Paragraphs FigureText::*part :
       {&FigureText::image, &FigureText::shows, &FigureText::published, &FigureText::note})
    figure.text.*part = filled(text.*part, facts);
  for (const FigureInput& input : entry.inputs)
    for (const RunEntry* run : runs_of(input, runs)) figure.runs.push_back(run->path);
  const std::string svg = file_text(results / "figures" / (entry.name + ".svg"));
  figure.is_of_others = !all_are_there(runs_shown_by(svg), runs);
  if (svg.empty() || figure.is_of_others) return figure;
  figure.svg = svg;
  figure.csv = file_text(results / "figures" / (entry.name + ".csv"));
  return figure;
}

}  // namespace

Report make_report(const fs::path& results, std::vector<StudyVerdict> studies,
                   std::vector<RunEntry> runs) {
  Report report{
      runs.front().identity.profile, code_version(), {}, std::move(studies), std::move(runs)};
  for (const FigureText& text : all_texts()) {
    const auto entry = std::ranges::find(all_figures(), text.figure, &FigureEntry::name);
    if (entry != all_figures().end())
      report.figures.push_back(make_figure(*entry, text, results, report.runs));
  }
  return report;
}

}  // namespace caldera
