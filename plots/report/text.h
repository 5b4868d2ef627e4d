#pragma once
// What the report says beside each figure: plots/<study>/text.md, a part for each figure.
//
//     # origin_sweep: Origin sweep (Fig. 2)
//     part: paper
//     place: 20
//     source: 2512.11866
//
//     ## Image
//     What the image shows, for those who cannot see it.
//
//     ## Shows
//     What is drawn, and what of it is ours.
//
//     ## Published
//     What the source says.
//
//     ## Note
//     Ours has steps of {run.beta_step}.
//
// The first line names the figure, as in `caldera figure <name>`. `part` is paper, theory or
// monitoring; within it figures stand by ascending `place`. `source` is a number on arXiv, or
// empty. All four headings are there in this order; only the last two may have nothing below.
// Paragraphs are plain text with blank lines between.
//
// Results are never written out, since they differ by profile: {name} is a fact that the figure's
// own function computes from its runs (FigureEntry::facts), {run.name} is of the configuration of
// the first run of its first input. A paragraph with one that is not known is left out.

#include <map>
#include <string>
#include <vector>

#include "experiments/run/run_identity.h"
#include "plots/part.h"

namespace caldera {

using Paragraphs = std::vector<std::string>;
using Facts = std::map<std::string, std::string>;

struct FigureText {
  std::string figure, title;
  Part part = Part::paper;
  int place = 0;
  std::string source;
  Paragraphs image, shows, published, note;
};

/// The texts of one file, in its order. Throws InputError that names the line.
std::vector<FigureText> parse_texts(const std::string& file, const std::string& content);

/// Paragraphs with their facts put in. A paragraph with a fact that is missing or empty is left
/// out.
Paragraphs filled(const Paragraphs& paragraphs, const Facts& facts);

/// An option of a run's configuration, as it is printed.
std::string text_of(const Option& value);

/// The names in braces, in their order.
std::vector<std::string> facts_named_in(const std::string& paragraph);

/// A text.md as it was when the program was built.
struct TextFile {
  const char *name, *content;
};
const std::vector<TextFile>& text_files();

/// The texts of all files, in the order of the report.
const std::vector<FigureText>& all_texts();

}  // namespace caldera
