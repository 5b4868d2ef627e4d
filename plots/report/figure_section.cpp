#include <fmt/format.h>

#include "experiments/run/joined.h"
#include "plots/figure/markup.h"
#include "plots/report/html.h"
#include "plots/report/sections.h"

namespace caldera {

namespace {

/// The command that makes a figure, its runs included.
std::string command(const std::string& profile, const std::string& figure) {
  return element("code",
                 fmt::format("make PROFILE={0} results/{0}/figures/{1}.svg", profile, figure));
}

std::string image(const std::string& profile, const ReportFigure& figure) {
  if (figure.svg.empty())
    return fmt::format(
        "<p class='missing'>{}: {}. To make it: {}</p>\n",
        figure.is_of_others ? "The image that is there shows other runs" : "There is no image yet",
        missing_word(figure), command(profile, figure.text.figure));
  return fmt::format(
      "<div class='box' tabindex='0' role='group' aria-label='{}; arrow keys go from point to "
      "point'>"
      "<div class='picture'><img src='{}' alt='{}'><output></output></div></div>\n",
      escape_markup(figure.text.title), data_address("image/svg+xml", figure.svg),
      escape_markup(joined(figure.text.image, " ")));
}

/// A term and its paragraphs; nothing if there are none.
std::string described(const char* term, const Paragraphs& paragraphs,
                      const std::string& more = "") {
  if (paragraphs.empty()) return "";
  std::string html = element("dt", term) + "\n<dd>";
  for (const std::string& paragraph : paragraphs) html += element("p", paragraph) + "\n";
  return html + more + "</dd>\n";
}

std::string source_link(const std::string& source) {
  if (source.empty()) return "";
  return fmt::format("<p><a href='https://arxiv.org/abs/{0}'>arXiv {0}</a></p>\n",
                     escape_markup(source));
}

std::string csv_link(const ReportFigure& figure) {
  if (figure.csv.empty()) return "none yet";
  return fmt::format("<a class='csv' download='{0}.csv' href='{1}'>{0}.csv</a>", figure.text.figure,
                     data_address("text/csv;charset=utf-8", figure.csv));
}

std::string run_links(const ReportFigure& figure) {
  std::string links;
  for (const std::string& run : figure.runs)
    links += fmt::format("{}<a href='#{}'><code>{}</code></a>", links.empty() ? "" : ", ",
                         anchor("run", run), escape_markup(run));
  return links.empty() ? "none yet" : links;
}

}  // namespace

std::string missing_word(const ReportFigure& figure) {
  return figure.runs.empty() ? "not run" : "not drawn";
}

std::string figure_section(const std::string& profile, const ReportFigure& figure) {
  const FigureText& text = figure.text;
  const Paragraphs published =
      text.published.empty() ? Paragraphs{"Nothing: the figure is ours alone."} : text.published;
  std::string html = described("What it shows", text.shows) +
                     described("What was published", published, source_link(text.source)) +
                     described("Note", text.note);
  html += "<dt>Numbers</dt>\n<dd>" + csv_link(figure) + "</dd>\n";
  html += "<dt>Runs</dt>\n<dd>" + run_links(figure) + "</dd>\n";
  if (!figure.svg.empty())
    html += "<dt>To make it again</dt>\n<dd>" + command(profile, text.figure) + "</dd>\n";
  return fmt::format(
      "<section id='{}' class='figure'>\n<h3>{}</h3>\n<div class='beside'>\n{}<dl>\n{}</dl>\n"
      "</div>\n</section>\n",
      text.figure, escape_markup(text.title), image(profile, figure), html);
}

}  // namespace caldera
