#include "plots/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "experiments/run/machine.h"
#include "plots/figure/draw.h"
#include "plots/report/html.h"
#include "plots/report/style.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// <name>text</name>, escaped.
std::string element(const std::string& name, const std::string& text) {
  return fmt::format("<{0}>{1}</{0}>", name, escape_html(text));
}

/// What a run's row in the list of runs is called.
std::string anchor(const RunEntry& run) { return escape_html("run-" + run.path); }

std::string head(const Report& report) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang='en-GB'>\n<head>\n<meta charset='utf-8'>\n"
      "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
      "<title>caldera: report of the profile {}</title>\n<style>{}</style>\n</head>\n",
      escape_html(report.profile), report_style);
}

std::string contents(const Report& report) {
  std::string html = "<nav aria-label='Contents'>\n<ol>\n";
  for (const ReportFigure& figure : report.figures)
    html +=
        fmt::format("<li><a href='#{}'>{}</a>{}</li>\n", figure.section.figure,
                    escape_html(figure.section.title), figure.svg.empty() ? " (not made yet)" : "");
  return html +
         "<li><a href='#verdict'>Verdict</a></li>\n<li><a "
         "href='#runs'>Runs</a></li>\n</ol>\n</nav>\n";
}

std::string opening(const Report& report) {
  const auto made = std::ranges::count_if(
      report.figures, [](const ReportFigure& figure) { return !figure.svg.empty(); });
  return fmt::format(
      "<header>\n<h1>Phase transitions of regularised networks, reproduced</h1>\n"
      "<p>What caldera's runs of the profile <code>{}</code> say, beside what was published. "
      "{} of {} figures are there.</p>\n<p class='headline{}'><a href='#verdict'>Verdict</a>: "
      "{}</p>\n"
      "</header>\n",
      escape_html(report.profile), made, report.figures.size(),
      any_fails(report.studies) ? " failing" : "", escape_html(headline(report.studies)));
}

/// The command that makes a figure, its runs included.
std::string command(const Report& report, const Section& section) {
  return fmt::format("make PROFILE={0} results/{0}/figures/{1}.svg", report.profile,
                     section.figure);
}

std::string image(const Report& report, const ReportFigure& figure) {
  if (figure.svg.empty())
    return fmt::format("<p class='missing'>{} To make it: {}</p>\n",
                       figure.is_of_others ? "The figure that is there shows other runs than these."
                                           : "This figure has not been made yet.",
                       element("code", command(report, figure.section)));
  return fmt::format("<div class='box' tabindex='0'><img src='{}' alt='{}'></div>\n",
                     svg_address(figure.svg), escape_html(figure.section.alternative));
}

std::string published(const Section& section) {
  if (section.published.empty()) return "<dd>Nothing: the figure is ours alone.</dd>\n";
  return fmt::format("<dd>{0} (<a href='https://arxiv.org/abs/{1}'>arXiv {1}</a>)</dd>\n",
                     escape_html(section.published), section.source);
}

/// Links to those runs that a figure is drawn from.
std::string run_links(const Report& report, const Section& section) {
  std::string links;
  for (const RunEntry& run : report.runs)
    for (const std::string& beginning : section.runs)
      if (run.path.starts_with(beginning))
        links += fmt::format("{}<a href='#{}'><code>{}</code></a>", links.empty() ? "" : ", ",
                             anchor(run), escape_html(run.path));
  return links.empty() ? "none yet" : links;
}

std::string figure_section(const Report& report, const ReportFigure& figure) {
  const Section& section = figure.section;
  std::string texts = "<dt>What it shows</dt>\n" + element("dd", section.shows) +
                      "\n<dt>What was published</dt>\n" + published(section);
  if (!section.note.empty()) texts += "<dt>Note</dt>\n" + element("dd", section.note) + "\n";
  texts += "<dt>Runs</dt>\n<dd>" + run_links(report, section) + "</dd>\n";
  if (!figure.svg.empty())
    texts +=
        "<dt>To make it again</dt>\n<dd>" + element("code", command(report, section)) + "</dd>\n";
  return fmt::format(
      "<section id='{}' class='figure'>\n<h2>{}</h2>\n<div class='beside'>\n{}<dl>\n{}</dl>\n"
      "</div>\n</section>\n",
      section.figure, escape_html(section.title), image(report, figure), texts);
}

/// Numbers stand to the right: all columns but the name, the verdict and where it comes from.
bool is_number(std::size_t column) { return column >= 1 && column <= 5; }

std::string table_row(const VerdictCells& cells, const char* cell, bool failing) {
  std::string html = failing ? "<tr class='failing'>" : "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i)
    html += fmt::format("<{0}{1}>{2}</{0}>", cell, is_number(i) ? " class='number'" : "",
                        escape_html(cells[i]));
  return html + "</tr>\n";
}

std::string study_table(const StudyVerdict& study) {
  const std::string name = escape_html(study.study);
  if (study.comparisons.empty()) return "<h3>" + name + "</h3>\n<p>Not run yet.</p>\n";
  std::string html = fmt::format(
      "<h3>{0}</h3>\n<div class='box verdict' tabindex='0' role='region' "
      "aria-label='Verdict: {0}'>\n<table>\n<thead>\n{1}</thead>\n<tbody>\n",
      name, table_row(verdict_columns, "th", false));
  for (const Comparison& row : study.comparisons)
    html += table_row(verdict_cells(row), "td", fails(row));
  return html + "</tbody>\n</table>\n</div>\n<p class='source'>" + escape_html(study.source) +
         "</p>\n";
}

std::string verdict_section(const Report& report) {
  std::string html = "<section id='verdict'>\n<h2>Verdict</h2>\n" +
                     element("p", headline(report.studies)) +
                     "\n<p class='note'>A quantity without a published value is reported without "
                     "pass or fail: -.</p>\n";
  for (const StudyVerdict& study : report.studies) html += study_table(study);
  return html + "</section>\n";
}

std::string text_of(const Option& value) {
  return std::visit([](const auto& one) { return fmt::format("{}", one); }, value);
}

std::string run_details(const RunEntry& run) {
  std::string rows;
  const auto add = [&](const std::string& name, const std::string& value) {
    rows += "<tr>" + element("td", name) + "<td>" + element("code", value) + "</td></tr>\n";
  };
  add("digest (SHA-256)", run.digest);
  add("program", run.identity.program);
  add("seed", fmt::format("{}", run.identity.seed));
  add("arithmetic version", fmt::format("{}", run.arithmetic_version));
  add("code version", run.code_version);
  for (const auto& [name, value] : run.identity.configuration) add(name, text_of(value));
  return fmt::format(
      "<details id='{}'>\n<summary><code>{}</code></summary>\n"
      "<div class='box'><table>\n{}</table></div>\n</details>\n",
      anchor(run), escape_html(run.path), rows);
}

std::string runs_section(const Report& report) {
  std::string html =
      "<section id='runs'>\n<h2>Runs: configuration and digests</h2>\n"
      "<p>Same configuration and same arithmetic version, same digest, on any machine. To compare "
      "with your own: <code>build/release/caldera digest FILE</code></p>\n";
  for (const RunEntry& run : report.runs) html += run_details(run);
  return html + "</section>\n";
}

std::string closing(const Report& report) {
  return fmt::format(
      "<footer>\n<p>Everything again: <code>make reproduce PROFILE={0}</code>. This page alone, "
      "from what is there: <code>build/release/caldera verdict --runs results/{0} --report "
      "results/{0}/report/index.html</code>. Written by caldera {1}.</p>\n</footer>\n",
      escape_html(report.profile), escape_html(report.code_version));
}

/// The bytes of a file; none if it is not there, or no file.
std::string content(const fs::path& path) {
  std::error_code none;
  if (!fs::is_regular_file(path, none)) return "";
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether each of the runs that an image shows is one of those that there are.
bool all_are_there(const std::vector<ShownRun>& shown, const std::vector<RunEntry>& runs) {
  return std::ranges::all_of(shown, [&](const ShownRun& run) {
    return std::ranges::find(runs, run.digest, &RunEntry::digest) != runs.end();
  });
}

}  // namespace

Report make_report(const fs::path& results, std::vector<StudyVerdict> studies,
                   std::vector<RunEntry> runs) {
  Report report{
      runs.front().identity.profile, code_version(), {}, std::move(studies), std::move(runs)};
  for (const Section& section : all_sections()) {
    ReportFigure figure{section, content(results / "figures" / (section.figure + ".svg"))};
    figure.is_of_others = !all_are_there(runs_shown_by(figure.svg), report.runs);
    if (figure.is_of_others) figure.svg.clear();
    report.figures.push_back(figure);
  }
  return report;
}

std::string report_html(const Report& report) {
  std::string html = head(report) + "<body>\n" + opening(report) + contents(report) + "<main>\n";
  for (const ReportFigure& figure : report.figures) html += figure_section(report, figure);
  return html + verdict_section(report) + runs_section(report) + "</main>\n" + closing(report) +
         "</body>\n</html>\n";
}

}  // namespace caldera
