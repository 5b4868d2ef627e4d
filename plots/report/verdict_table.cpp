#include "plots/report/verdict_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "plots/figure/csv.h"

namespace caldera {

namespace {

/// Columns that are padded; the words behind them are as long as they like.
constexpr std::size_t padded = 8;
using Widths = std::array<std::size_t, padded>;

/// `left` and `right` with `between`, unless one of them is empty.
std::string joined(const std::string& left, const char* between, const std::string& right) {
  return left + (left.empty() || right.empty() ? "" : between) + right;
}

/// As wide as the widest cell of each column.
Widths widths(const std::vector<StudyVerdict>& studies) {
  Widths result = {};
  const auto widen = [&](const VerdictCells& cells) {
    for (std::size_t i = 0; i < padded; ++i) result[i] = std::max(result[i], cells[i].size());
  };
  widen(verdict_columns);
  for (const StudyVerdict& study : studies)
    for (const Claim& row : study.claims) widen(verdict_cells(row));
  return result;
}

/// Numbers to the right, words to the left.
std::string line(const VerdictCells& cells, const Widths& width, const std::string& words) {
  return fmt::format("{:<{}} {:>{}} {:>{}} {:>{}} {:>{}}  {:^{}}  {:<{}} {:<{}} {}\n", cells[0],
                     width[0], cells[1], width[1], cells[2], width[2], cells[3], width[3], cells[4],
                     width[4], cells[5], width[5], cells[6], width[6], cells[7], width[7], words);
}

std::string line_of(const Claim& row, const Widths& width) {
  const VerdictCells cells = verdict_cells(row);
  const std::string blind = cells[8].empty() ? "" : "could not tell: " + cells[8];
  return line(cells, width, joined(cells[9], "; ", blind));
}

std::string number_field(double value) { return fmt::format("{:.6g}", value); }

std::string csv_row(const std::string& study, const Claim& row) {
  const std::string band =
      row.band ? fmt::format("{},{},{}", number_field(row.band->low), number_field(row.band->high),
                             csv_field(row.band->source))
               : ",,";
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(study),
                     csv_field(row.quantity), row.seed ? std::to_string(*row.seed) : "",
                     name(row.kind), csv_field(row.expected), number_field(row.ours),
                     row.expected.empty() ? "" : number_field(row.ours - row.reference), band,
                     csv_field(row.could_not_tell), verdict_word(row), csv_field(row.remark),
                     csv_field(failure(row)));
}

template <class Property>
std::size_t count(const std::vector<StudyVerdict>& studies, const Property& property) {
  std::size_t result = 0;
  for (const StudyVerdict& study : studies)
    result += static_cast<std::size_t>(std::ranges::count_if(study.claims, property));
  return result;
}

/// "9 of 10 own bounds"; nothing if there are none.
std::string passed(const std::vector<StudyVerdict>& studies, ClaimKind kind, const char* what) {
  const std::size_t all = count(studies, [&](const Claim& row) { return row.kind == kind; });
  const std::size_t good =
      count(studies, [&](const Claim& row) { return row.kind == kind && passes(row); });
  return all == 0 ? "" : fmt::format("{} of {} {}", good, all, what);
}

/// A line for each claim that fails.
std::string failures(const std::vector<StudyVerdict>& studies) {
  std::string text;
  for (const StudyVerdict& study : studies)
    for (const Claim& row : study.claims)
      if (fails(row))
        text += fmt::format("  {}: {}{}: {}\n", study.study, row.quantity,
                            row.seed ? fmt::format(", seed {}", *row.seed) : "", failure(row));
  return text.empty() ? "" : "What fails:\n" + text + "\n";
}

}  // namespace

Outcome outcome(const std::vector<StudyVerdict>& studies) {
  if (count(studies,
            [](const Claim& row) { return fails(row) && row.kind != ClaimKind::missing; }) > 0)
    return Outcome::fail;
  const bool all_ran =
      std::ranges::none_of(studies, [](const StudyVerdict& study) { return study.claims.empty(); });
  return all_ran && count(studies, fails) == 0 ? Outcome::pass : Outcome::incomplete;
}

std::string verdict_word(const Claim& row) {
  if (row.kind == ClaimKind::missing) return "MISSING";
  if (row.kind == ClaimKind::absent) return "ABSENT";
  if (!is_judged(row)) return "-";
  return passes(row) ? "pass" : "FAIL";
}

VerdictCells verdict_cells(const Claim& row) {
  VerdictCells cells{row.quantity,
                     "-",
                     row.seed ? std::to_string(*row.seed) : "-",
                     number_text(row.ours),
                     "",
                     "",
                     verdict_word(row),
                     is_judged(row) ? name(row.kind) : "-",
                     row.could_not_tell,
                     row.remark};
  if (!row.expected.empty()) {
    cells[1] = row.expected;
    cells[4] = fmt::format("{:+.3g}", row.ours - row.reference);
  }
  if (row.band) {
    cells[5] = number_text(row.band->low) + " .. " + number_text(row.band->high);
    cells[9] = joined(row.band->source, "; ", row.remark);
  }
  return cells;
}

std::string headline(const std::vector<StudyVerdict>& studies) {
  constexpr std::array words = {"Pass", "Incomplete", "FAIL"};
  const std::string judged =
      joined(joined(passed(studies, ClaimKind::published, "comparisons with published numbers"),
                    ", ", passed(studies, ClaimKind::own, "own bounds")),
             ", ", passed(studies, ClaimKind::certificate, "certificates"));
  std::string text = fmt::format("{}: {}.", words[static_cast<std::size_t>(outcome(studies))],
                                 judged.empty() ? "nothing is judged" : judged);
  const auto add = [&](ClaimKind kind, const char* said) {
    const std::size_t rows = count(studies, [&](const Claim& row) { return row.kind == kind; });
    if (rows > 0) text += fmt::format(" {}: {}.", said, rows);
  };
  add(ClaimKind::reported, "Reported");
  add(ClaimKind::missing, "Missing");
  add(ClaimKind::absent, "Absent");
  std::string not_run;
  for (const StudyVerdict& study : studies)
    if (study.claims.empty()) not_run = joined(not_run, ", ", study.study);
  if (!not_run.empty()) text += " Not run: " + not_run + ".";
  return text;
}

std::string verdict_table(const std::vector<StudyVerdict>& studies) {
  const Widths width = widths(studies);
  std::string table;
  for (const StudyVerdict& study : studies) {
    if (study.claims.empty()) continue;
    table += study.study + "\n" + line(verdict_columns, width, verdict_columns.back());
    for (const Claim& row : study.claims) table += line_of(row, width);
    table += "\n" + study.source + "\n\n";
  }
  return table + failures(studies) + headline(studies) + "\n";
}

std::string verdict_csv(const std::vector<StudyVerdict>& studies) {
  std::string csv =
      "study,quantity,seed,judged_against,published,ours,difference,low,high,source,"
      "could_not_tell,verdict,remark,failure\n";
  for (const StudyVerdict& study : studies)
    for (const Claim& row : study.claims) csv += csv_row(study.study, row);
  return csv;
}

}  // namespace caldera
