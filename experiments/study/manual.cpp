#include "experiments/study/manual.h"

#include <fmt/format.h>

namespace caldera {

namespace {

/// `text` as roff prints it: a backslash, a hyphen and a quote are themselves, and no line is a
/// request.
std::string escaped(const std::string& text) {
  std::string result;
  bool at_start = true;
  for (const char c : text) {
    if (at_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\')
      result += "\\(rs";
    else if (c == '-')
      result += "\\-";
    else if (c == '\'')
      result += "\\(aq";
    else
      result += c;
    at_start = c == '\n';
  }
  return result;
}

/// A paragraph whose lines stay as they are.
std::string as_written(const std::string& text) { return ".PP\n.nf\n" + escaped(text) + "\n.fi\n"; }

std::string option_text(const Parameter& parameter) {
  std::string entry = ".TP\n.B " + escaped(parameter.name);
  if (!parameter.kind.empty()) entry += fmt::format(" \\fI{}\\fR", parameter.kind);
  if (parameter.takes_several) entry += " ...";
  entry += fmt::format("\n{}.", escaped(parameter.text));
  if (!parameter.usual.empty()) entry += " Default: " + escaped(parameter.usual) + ".";
  if (parameter.is_required) entry += " Required.";
  if (!parameter.excluded.empty()) entry += " Not with " + escaped(parameter.excluded) + ".";
  return entry + "\n";
}

std::string verb_text(const Verb& verb) {
  CommandLine line;
  verb.prepare(line);
  std::string text = fmt::format(".SS caldera {}\n{}\n", escaped(verb.name), escaped(verb.summary));
  for (const Parameter& parameter : line.parameters()) text += option_text(parameter);
  text += as_written("Example: " + verb.example);
  if (!verb.takes.empty()) text += "It takes " + escaped(verb.takes) + ".\n";
  const std::size_t first = line.note().find_first_not_of('\n');
  if (first != std::string::npos) text += as_written(line.note().substr(first));
  return text;
}

}  // namespace

std::string manual(const std::vector<Verb>& verbs) {
  std::string page =
      ".TH CALDERA 1\n"
      ".SH NAME\ncaldera \\- curvature of neural loss landscapes, reproducible to the last bit\n"
      ".SH SYNOPSIS\n.B caldera\n.I verb\n[\\fIoptions\\fR]\n"
      ".SH DESCRIPTION\nEach verb is a program. Without one, and with \\-\\-help, caldera lists "
      "all.\n"
      ".SH VERBS\n";
  for (const Verb& verb : verbs) page += verb_text(verb);
  return page +
         ".SH EXIT STATUS\n0: done. 1: done, and the answer is no. 2: not done, one line says why. "
         "3: a number became infinite or not a number.\n";
}

}  // namespace caldera
