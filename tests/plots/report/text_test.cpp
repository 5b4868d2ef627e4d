#include "plots/report/text.h"

#include <algorithm>
#include <set>

#include "plots/figures.h"
#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/places.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using Catch::Contains;

namespace {

const std::string good =
    "# cnn: A title: with a colon\npart: theory\nplace: 20\nsource: 2512.11866\n\n"
    "## Image\nTwo\nlines.\n\n## Shows\nOne.\n\nTwo: {count}.\n\n## Published\n\n## Note\nE = "
    "{x}.\n";

/// What is said of `good` with one thing changed.
std::string complaint(const std::string& old, const std::string& replacement) {
  std::string text = good;
  text.replace(text.find(old), old.size(), replacement);
  return test::refusal([&] { parse_texts("a/text.md", text); });
}

/// All names in braces of a text, but those of the configuration.
std::set<std::string> facts_named_in(const FigureText& text) {
  std::set<std::string> names;
  for (const Paragraphs& part : {text.image, text.shows, text.published, text.note})
    for (const std::string& paragraph : part)
      for (const std::string& name : caldera::facts_named_in(paragraph))
        if (!name.starts_with("run.")) names.insert(name);
  return names;
}

std::set<std::string> names_of(const Facts& facts) {
  std::set<std::string> names;
  for (const auto& [name, value] : facts) names.insert(name);
  return names;
}

}  // namespace

TEST_CASE("text: a file has a part for each figure, of paragraphs") {
  const std::vector<FigureText> texts = parse_texts("a/text.md", good + "\n" + good);
  REQUIRE(texts.size() == 2);
  const FigureText& text = texts[1];
  CHECK(text.figure == "cnn");
  CHECK(text.title == "A title: with a colon");
  CHECK(text.part == Part::theory);
  CHECK(text.place == 20);
  CHECK(text.source == "2512.11866");
  CHECK(text.image == Paragraphs{"Two lines."});
  CHECK(text.shows == Paragraphs{"One.", "Two: {count}."});
  CHECK(text.published.empty());
  CHECK(text.note == Paragraphs{"E = {x}."});
}

TEST_CASE("text: what is amiss is refused with its line") {
  CHECK_THAT(complaint("# cnn: A title: with a colon", "# cnn"),
             Contains("a/text.md, line 1: expected # figure: title, found # cnn"));
  CHECK_THAT(complaint("theory", "practice"),
             Contains("line 2") && Contains("found part: practice"));
  CHECK_THAT(complaint("20", "2nd"), Contains("line 3: expected place: a whole number"));
  CHECK_THAT(complaint("source: 2512.11866\n", ""), Contains("line 4: expected source:"));
  CHECK_THAT(complaint("## Published\n", ""), Contains("expected ## Published, found ## Note"));
  CHECK_THAT(complaint("Two\nlines.", ""), Contains("expected a text below Image"));
  CHECK_THAT(complaint("## Note\nE = {x}.\n", ""), Contains("## Note, found the end of the file"));
}

TEST_CASE("text: facts are put in, and a paragraph with one that is not known is left out") {
  const Paragraphs paragraphs = {"None.", "{a} and {b}.", "Only {a}.", "An { alone."};
  CHECK(filled(paragraphs, {{"a", "1"}, {"b", "{a}"}}) ==
        Paragraphs{"None.", "1 and {a}.", "Only 1.", "An { alone."});
  CHECK(filled(paragraphs, {{"a", "1"}, {"b", ""}}) ==
        Paragraphs{"None.", "Only 1.", "An { alone."});
  CHECK(filled(paragraphs, {}) == Paragraphs{"None.", "An { alone."});
  CHECK(facts_named_in("{a} and {run.b}") == std::vector<std::string>{"a", "run.b"});
}

TEST_CASE("text: every figure has one text and every text its figure, in an order of its own") {
  std::vector<std::string> figures, texts;
  std::set<std::pair<Part, int>> places;
  for (const FigureEntry& entry : figures_of_results()) figures.push_back(entry.name);
  for (const FigureText& text : all_texts()) {
    INFO(text.figure);
    texts.push_back(text.figure);
    CHECK(places.insert({text.part, text.place}).second);
    // Neither may be empty while there are no runs.
    CHECK_FALSE(filled(text.image, {}).empty());
    CHECK_FALSE(filled(text.shows, {}).empty());
  }
  std::ranges::sort(texts);
  CHECK(texts == figures);
}

TEST_CASE("text: the facts that a text names are those that its figure computes") {
  const test::TemporaryFolder folder;
  test::write_small_results(folder.path());
  for (const FigureText& text : all_texts()) {
    INFO(text.figure);
    const auto entry = std::ranges::find(all_figures(), text.figure, &FigureEntry::name);
    REQUIRE(entry != all_figures().end());
    const Facts facts = entry->facts ? entry->facts(files_for(*entry, folder.path())) : Facts{};
    CHECK(facts_named_in(text) == names_of(facts));
  }
}

TEST_CASE("texts: that of the study in docs/extending.md is one") {
  const auto file = test::golden_folder().parent_path() / "extending/plots/toy/text.md";
  const std::vector<FigureText> texts = parse_texts(file.string(), test::content(file));
  REQUIRE(texts.size() == 1);
  CHECK(texts.front().figure == "toy");
}
