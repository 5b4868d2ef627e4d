#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "plots/figure/markup.h"
#include "plots/report/html.h"
#include "plots/report/sections.h"

namespace caldera {

namespace {

std::string row_anchor(const StudyVerdict& study, std::size_t row) {
  return anchor("verdict", fmt::format("{}-{}", study.study, row + 1));
}

/// Numbers stand to the right: all columns but the name, the verdict and where it comes from.
bool is_number(std::size_t column) { return column >= 1 && column <= 5; }

/// A row of the table, of cells <td> or <th>.
std::string table_row(const std::string& attributes, const VerdictCells& cells, const char* cell) {
  std::string html = "<tr" + attributes + ">";
  for (std::size_t i = 0; i < cells.size(); ++i)
    html += fmt::format("<{0}{1}>{2}</{0}>", cell, is_number(i) ? " class='number'" : "",
                        escape_markup(cells[i]));
  return html + "</tr>\n";
}

/// The rows that fail come first; the others keep their order.
std::vector<std::size_t> failures_first(const std::vector<Claim>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t row) { return fails(rows[row]); });
  return order;
}

std::string study_table(const StudyVerdict& study) {
  std::string html = fmt::format(
      "<div class='box verdict' tabindex='0' role='region' aria-label='Verdict: {}'>\n<table>\n"
      "<thead>\n{}</thead>\n<tbody>\n",
      escape_markup(study.study), table_row("", verdict_columns, "th"));
  for (const std::size_t row : failures_first(study.claims))
    html += table_row(fmt::format(" id='{}'{}", row_anchor(study, row),
                                  fails(study.claims[row]) ? " class='failing'" : ""),
                      verdict_cells(study.claims[row]), "td");
  return html + "</tbody>\n</table>\n</div>\n<p class='source'>" + escape_markup(study.source) +
         "</p>\n";
}

std::string study_part(const StudyVerdict& study, const std::string& profile) {
  return fmt::format("<h3 id='{}'>{}</h3>\n", anchor("verdict", study.study),
                     escape_markup(study.study)) +
         (study.claims.empty()
              ? "<p class='missing'>Not run. To run what is missing: " +
                    element("code", fmt::format("make PROFILE={} runs", profile)) + "</p>\n"
              : study_table(study));
}

/// Links to all rows that fail, and why they do.
std::string failures(const std::vector<StudyVerdict>& studies) {
  std::string items;
  for (const StudyVerdict& study : studies)
    for (std::size_t row = 0; row < study.claims.size(); ++row)
      if (const Claim& claim = study.claims[row]; fails(claim))
        items += fmt::format("<li><a href='#{}'>{}</a>: {}</li>\n", row_anchor(study, row),
                             escape_markup(study.study + ": " + claim.quantity),
                             escape_markup(failure(claim)));
  return items.empty() ? "" : "<p>What fails:</p>\n<ul class='failures'>\n" + items + "</ul>\n";
}

}  // namespace

std::string verdict_section(const Report& report) {
  std::string html = "<section id='verdict'>\n<h2>Verdict</h2>\n" +
                     element("p", headline(report.studies)) +
                     "\n<p class='note'>What is only reported is not judged: -.</p>\n" +
                     failures(report.studies);
  for (const StudyVerdict& study : report.studies) html += study_part(study, report.profile);
  return html + "</section>\n";
}

std::string verdict_contents(const std::vector<StudyVerdict>& studies) {
  std::string html = "<ol>\n";
  for (const StudyVerdict& study : studies) {
    const auto failing = std::ranges::count_if(study.claims, fails);
    html += fmt::format("<li><a href='#{}'>{}</a>{}</li>\n", anchor("verdict", study.study),
                        escape_markup(study.study),
                        study.claims.empty() ? ": not run"
                        : failing > 0             ? fmt::format(": {} failing", failing)
                                                  : "");
  }
  return html + "</ol>\n";
}

}  // namespace caldera
