// The frame of the page, and the contents.

#include <fmt/format.h>

#include <algorithm>

#include "plots/figure/markup.h"
#include "plots/report/html.h"
#include "plots/report/report.h"
#include "plots/report/script.h"
#include "plots/report/sections.h"
#include "plots/report/style.h"

namespace caldera {

namespace {

struct PartTitle {
  Part part;
  const char* title;
};
constexpr PartTitle part_titles[] = {
    {Part::paper, "The phase transitions"},
    {Part::theory, "Theory and measurement"},
    {Part::monitoring, "Watching training"},
};

std::string head(const Report& report) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang='en-GB'>\n<head>\n<meta charset='utf-8'>\n"
      "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
      "<title>caldera: report of the profile {}</title>\n<style>{}</style>\n</head>\n",
      escape_markup(report.profile), report_style);
}

/// The class of the headline's box.
const char* state(const Report& report) {
  const Outcome result = outcome(report.studies);
  if (result == Outcome::fail) return " failing";
  const bool is_drawn = std::ranges::none_of(report.figures, &std::string::empty, &ReportFigure::svg);
  return result == Outcome::pass && is_drawn ? "" : " unfinished";
}

std::string opening(const Report& report) {
  const auto missing =
      std::ranges::count_if(report.figures, &std::string::empty, &ReportFigure::svg);
  return fmt::format(
      "<header>\n<h1>Phase transitions of regularised networks, reproduced</h1>\n"
      "<p>What caldera's runs of the profile <code>{}</code> say, beside what was published. "
      "{} of {} figures are there.</p>\n<p class='headline{}'><a href='#verdict'>Verdict</a>: "
      "{}</p>\n</header>\n",
      escape_markup(report.profile), report.figures.size() - static_cast<std::size_t>(missing),
      report.figures.size(), state(report), escape_markup(headline(report.studies)));
}

/// The title of a part, and `of` of each of its figures between.
template <class Of>
std::string parts(const Report& report, const char* begin, const char* end, const Of& of) {
  std::string html;
  for (const auto& [part, title] : part_titles) {
    html += element("h2", title) + "\n" + begin;
    for (const ReportFigure& figure : report.figures)
      if (figure.text.part == part) html += of(figure);
    html += end;
  }
  return html;
}

std::string contents(const Report& report) {
  return "<nav aria-label='Contents'>\n" +
         parts(report, "<ol>\n", "</ol>\n",
               [](const ReportFigure& figure) {
                 return fmt::format("<li><a href='#{}'>{}</a>{}</li>\n", figure.text.figure,
                                    escape_markup(figure.text.title),
                                    figure.svg.empty() ? ": " + missing_word(figure) : "");
               }) +
         "<h2><a href='#verdict'>Verdict</a></h2>\n" + verdict_contents(report.studies) +
         "<h2><a href='#runs'>Runs</a></h2>\n</nav>\n";
}

std::string closing(const Report& report) {
  return fmt::format(
      "<footer>\n<p>Everything again: <code>make reproduce PROFILE={0}</code>. This page alone, "
      "from what is there: <code>build/release/caldera verdict --runs results/{0} --report "
      "results/{0}/report/index.html</code>. Written by caldera {1}.</p>\n</footer>\n",
      escape_markup(report.profile), escape_markup(report.code_version));
}

}  // namespace

std::string report_html(const Report& report) {
  return head(report) + "<body>\n" + opening(report) + contents(report) + "<main>\n" +
         parts(report, "", "",
               [&](const ReportFigure& figure) { return figure_section(report.profile, figure); }) +
         verdict_section(report) + run_section(report.runs) + "</main>\n" + closing(report) +
         "<script>" + report_script + "</script>\n</body>\n</html>\n";
}

}  // namespace caldera
