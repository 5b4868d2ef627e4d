#include "plots/report/verdict_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "plots/figure/csv.h"

namespace caldera {

namespace {

std::string word(const Comparison& row) {
  if (!row.tolerance) return "-";
  return passes(row) ? "pass" : "FAIL";
}

/// `left` and `right` with `between`, unless one of them is empty.
std::string joined(const std::string& left, const char* between, const std::string& right) {
  return left + (left.empty() || right.empty() ? "" : between) + right;
}

/// As wide as the widest cell of each column.
std::array<std::size_t, 8> widths(const std::vector<StudyVerdict>& studies) {
  std::array<std::size_t, 8> result;
  const auto widen = [&](const VerdictCells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) result[i] = std::max(result[i], cells[i].size());
  };
  result.fill(0);
  widen(verdict_columns);
  for (const StudyVerdict& study : studies)
    for (const Comparison& row : study.comparisons) widen(verdict_cells(row));
  return result;
}

/// Numbers to the right, words to the left; the last column is as long as it likes.
std::string line(const VerdictCells& cells, const std::array<std::size_t, 8>& width) {
  return fmt::format("{:<{}} {:>{}} {:>{}} {:>{}} {:>{}}  {:^{}}  {:<{}} {}\n", cells[0], width[0],
                     cells[1], width[1], cells[2], width[2], cells[3], width[3], cells[4], width[4],
                     cells[5], width[5], cells[6], width[6], cells[7]);
}

std::string number_field(double value) { return fmt::format("{:.6g}", value); }

std::string csv_row(const std::string& study, const Comparison& row) {
  const bool is_published = !row.published.empty();
  const std::string allowed =
      row.tolerance
          ? fmt::format("{},{},{}", number_field(row.tolerance->low),
                        number_field(row.tolerance->high), csv_field(row.tolerance->source))
          : ",,";
  return fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_field(study), csv_field(row.quantity),
                     row.seed, csv_field(row.published), number_field(row.ours),
                     is_published ? number_field(row.ours - row.reference) : "", allowed, word(row),
                     csv_field(row.remark));
}

std::size_t count(const std::vector<StudyVerdict>& studies, bool (*property)(const Comparison&)) {
  std::size_t result = 0;
  for (const StudyVerdict& study : studies)
    result += static_cast<std::size_t>(
        std::count_if(study.comparisons.begin(), study.comparisons.end(), property));
  return result;
}

}  // namespace

VerdictCells verdict_cells(const Comparison& row) {
  VerdictCells cells{
      row.quantity, "-",       std::to_string(row.seed), number_text(row.ours), "", "",
      word(row),    row.remark};
  if (!row.published.empty()) {
    cells[1] = row.published;
    cells[4] = fmt::format("{:+.3g}", row.ours - row.reference);
  }
  if (row.tolerance) {
    cells[5] = number_text(row.tolerance->low) + " .. " + number_text(row.tolerance->high);
    cells[7] = joined(row.tolerance->source, "; ", row.remark);
  }
  return cells;
}

bool any_fails(const std::vector<StudyVerdict>& studies) { return count(studies, fails) > 0; }

std::string headline(const std::vector<StudyVerdict>& studies) {
  const std::size_t passed = count(studies, passes);
  const std::size_t judged = passed + count(studies, fails);
  const std::size_t reported = count(studies, [](const Comparison& row) { return !row.tolerance; });
  std::string text = fmt::format("{} of {} comparisons pass.", passed, judged);
  if (reported > 0) text += fmt::format(" Reported without a published value: {}.", reported);
  std::string missing;
  for (const StudyVerdict& study : studies)
    if (study.comparisons.empty()) missing = joined(missing, ", ", study.study);
  if (!missing.empty()) text += " Not run: " + missing + ".";
  return text;
}

std::string verdict_table(const std::vector<StudyVerdict>& studies) {
  const std::array<std::size_t, 8> width = widths(studies);
  std::string table;
  for (const StudyVerdict& study : studies) {
    if (study.comparisons.empty()) continue;
    table += study.study + "\n" + line(verdict_columns, width);
    for (const Comparison& row : study.comparisons) table += line(verdict_cells(row), width);
    table += "\n" + study.source + "\n\n";
  }
  return table + headline(studies) + "\n";
}

std::string verdict_csv(const std::vector<StudyVerdict>& studies) {
  std::string csv =
      "study,quantity,seed,published,ours,difference,low,high,source,verdict,remark\n";
  for (const StudyVerdict& study : studies)
    for (const Comparison& row : study.comparisons) csv += csv_row(study.study, row);
  return csv;
}

}  // namespace caldera
