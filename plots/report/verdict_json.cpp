#include "plots/report/verdict_json.h"

#include <fmt/format.h>

#include <cmath>

namespace caldera {

namespace {

std::string text_or_null(const std::string& text) {
  return text.empty() ? "null" : json_text(text);
}

/// The shortest that is read back as the same.
std::string number_or_null(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

/// {"a": 1, "b": 2} or [1, 2].
std::string list(char open, const std::vector<std::string>& parts, char close) {
  std::string text(1, open);
  for (const std::string& part : parts) text += (text.size() > 1 ? ",\n" : "") + part;
  return text + close;
}

std::string member(const char* name, const std::string& value) {
  return fmt::format("\"{}\": {}", name, value);
}

std::string claim_json(const Claim& row) {
  const bool has_reference = !row.expected.empty();
  return list(
      '{',
      {member("quantity", json_text(row.quantity)),
       member("seed", row.seed ? std::to_string(*row.seed) : "null"),
       member("judged_against", json_text(name(row.kind))),
       member("published", text_or_null(row.expected)),
       member("reference", has_reference ? number_or_null(row.reference) : "null"),
       member("ours", number_or_null(row.ours)),
       member("low", row.band ? number_or_null(row.band->low) : "null"),
       member("high", row.band ? number_or_null(row.band->high) : "null"),
       member("source", text_or_null(row.band ? row.band->source : "")),
       member("could_not_tell", text_or_null(row.could_not_tell)),
       member("verdict", json_text(verdict_word(row))), member("remark", text_or_null(row.remark)),
       member("failure", text_or_null(failure(row)))},
      '}');
}

std::string study_json(const StudyVerdict& study) {
  std::vector<std::string> claims;
  for (const Claim& row : study.claims) claims.push_back(claim_json(row));
  return list('{',
              {member("study", json_text(study.study)), member("source", json_text(study.source)),
               member("has_run", study.claims.empty() ? "false" : "true"),
               member("claims", list('[', claims, ']'))},
              '}');
}

}  // namespace

std::string json_text(const std::string& text) {
  std::string result = "\"";
  for (const char letter : text)
    if (letter == '"' || letter == '\\')
      result += std::string("\\") + letter;
    else if (static_cast<unsigned char>(letter) < 0x20)
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
    else
      result += letter;
  return result + '"';
}

std::string verdict_json(const std::vector<StudyVerdict>& studies,
                         const std::vector<UnreadFile>& passed_over) {
  constexpr std::array outcomes = {"pass", "incomplete", "fail"};
  std::vector<std::string> files, verdicts;
  for (const auto& [path, reason] : passed_over)
    files.push_back(
        list('{', {member("path", json_text(path)), member("reason", json_text(reason))}, '}'));
  for (const StudyVerdict& study : studies) verdicts.push_back(study_json(study));
  return list('{',
              {member("schema", "1"),
               member("outcome", json_text(outcomes[static_cast<std::size_t>(outcome(studies))])),
               member("headline", json_text(headline(studies))),
               member("passed_over", list('[', files, ']')),
               member("studies", list('[', verdicts, ']'))},
              '}') +
         "\n";
}

}  // namespace caldera
