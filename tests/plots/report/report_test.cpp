#include <algorithm>
#include <fstream>
#include <regex>

#include "plots/figure/markup.h"
#include "plots/report/report.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using test::judged;

namespace {

constexpr const char* svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"/>";

/// The first figure is there, the others are not; one comparison passes, one fails, one is only
/// reported; one study has not run.
Report example() {
  Report report;
  report.profile = "smoke";
  report.code_version = "v0-test";
  for (const FigureText& text : all_texts()) report.figures.push_back({text});
  report.figures.front().svg = svg;
  report.figures.front().csv = "panel,series\n";
  report.figures.front().runs = {"origin_sweep/seed1.h5"};
  report.studies = {{"origin sweep", "a source", {judged("T1", 0.0245), judged("T2", 0.5)}},
                    {"spectrum", "another", {reported("margin <min>", 7, -0.125, "")}},
                    {"hysteresis", "a third", {}}};
  report.runs = {{"origin_sweep/seed1.h5",
                  {"origin_sweep",
                   "origin_sweep",
                   "smoke",
                   7,
                   {{"beta_step", 0.002}, {"activation", std::string("<sigmoid>")}}},
                  3,
                  "abc1234",
                  std::string(64, 'e')}};
  return report;
}

std::size_t count(const std::string& html, const std::string& pattern) {
  const std::regex regex(pattern);
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(html.begin(), html.end(), regex), {}));
}

bool contains(const std::string& html, const std::string& text) {
  return html.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("report: text is escaped wherever it may stand") {
  const std::string html = report_html(example());
  CHECK(contains(html, "margin &lt;min&gt;"));
  CHECK(contains(html, "&lt;sigmoid&gt;"));
  CHECK_FALSE(contains(html, "<min>"));
  CHECK_FALSE(contains(html, "<sigmoid>"));
}

TEST_CASE("report: every figure has its section, and one that is missing says how to make it") {
  Report report = example();
  report.figures[1].runs = report.figures[0].runs;
  const std::string html = report_html(report);
  REQUIRE(report.figures.size() >= 10);
  for (const ReportFigure& figure : report.figures) {
    const std::string& name = figure.text.figure;
    CAPTURE(name);
    CHECK(contains(html, "<section id='" + name + "'"));
    CHECK(contains(html, "<a href='#" + name + "'>"));
    for (const Paragraphs& part : {figure.text.shows, figure.text.published, figure.text.note})
      for (const std::string& paragraph : part)
        CHECK(contains(html, "<p>" + escape_markup(paragraph) + "</p>"));
    CHECK(contains(html, "make PROFILE=smoke results/smoke/figures/" + name + ".svg"));
  }
  CHECK(count(html, "no image yet: not run") == report.figures.size() - 2);
  CHECK(count(html, "no image yet: not drawn") == 1);
  CHECK(contains(html, "1 of " + std::to_string(report.figures.size()) + " figures are there"));
}

TEST_CASE("report: every image has a text of its own, and its numbers") {
  Report report = example();
  for (ReportFigure& figure : report.figures) figure.svg = figure.csv = svg;
  const std::string html = report_html(report);
  CHECK(count(html, "<img src='data:image/svg[^']*' alt='[^']{30,}'>") == report.figures.size());
  CHECK(count(html, "<img") == report.figures.size());
  for (const ReportFigure& figure : report.figures)
    CHECK(contains(html, "download='" + figure.text.figure + ".csv' href='data:text/csv;"));
  CHECK_FALSE(contains(html, "no image yet"));
}

TEST_CASE("report: a text without a source has no link to one") {
  Report report = example();
  report.figures.resize(1);
  report.figures[0].text.source = "2512.11866";
  CHECK(
      contains(report_html(report), "<a href='https://arxiv.org/abs/2512.11866'>arXiv 2512.11866"));
  report.figures[0].text.source = "";
  CHECK_FALSE(contains(report_html(report), "arxiv.org"));
}

TEST_CASE("report: nothing is loaded from anywhere, and the only script is its own") {
  const std::string html = report_html(example());
  CHECK(count(html, "<(link|iframe|object|embed|video|audio|source)\\b") == 0);
  CHECK(count(html, "<script>") == 1);
  CHECK(count(html, "<script ") == 0);
  CHECK(count(html, "src=(?!'data:)") == 0);
  CHECK(count(html, "url\\(|@import|srcset|fetch\\(|XMLHttp") == 0);
}

TEST_CASE("report: the verdict says pass, FAIL or nothing, and what has not run") {
  const std::string html = report_html(example());
  CHECK(count(html, "<td>pass</td>") == 1);
  CHECK(count(html, "<tr [^>]*class='failing'>.*<td>FAIL</td>") == 1);
  CHECK(count(html, "margin &lt;min&gt;.*<td>-</td>") == 1);
  CHECK(contains(html, "hysteresis</h3>\n<p class='missing'>Not run."));
  CHECK(contains(html, "<code>make PROFILE=smoke runs</code>"));
  CHECK(contains(html,
                 "FAIL: 1 of 2 comparisons with published numbers. Reported: 1. "
                 "Not run: hysteresis."));
}

TEST_CASE("report: what fails comes first, and is linked from above the tables") {
  const std::string html = report_html(example());
  const std::size_t failed = html.find("<tr id='verdict-origin-sweep-2'"),
                    passed = html.find("<tr id='verdict-origin-sweep-1'");
  REQUIRE(failed != std::string::npos);
  REQUIRE(passed != std::string::npos);
  CHECK(failed < passed);
  CHECK(contains(html, "<a href='#verdict-origin-sweep-2'>origin sweep: T2</a>: "));
  CHECK_FALSE(contains(html, "href='#verdict-origin-sweep-1'"));
  CHECK(contains(html, "<a href='#verdict-origin-sweep'>origin sweep</a>: 1 failing"));
  CHECK(contains(html, "<a href='#verdict-hysteresis'>hysteresis</a>: not run"));
}

TEST_CASE("report: the headline is green only when everything is there and nothing fails") {
  Report report = example();
  CHECK(contains(report_html(report), "class='headline failing'"));
  report.studies.front().claims.pop_back();
  CHECK(contains(report_html(report), "class='headline unfinished'"));
  report.studies.pop_back();
  CHECK(contains(report_html(report), "class='headline unfinished'"));
  report.figures.resize(1);
  CHECK(contains(report_html(report), "class='headline'"));
  report.studies.push_back({"hysteresis", "a third", {}});
  CHECK(contains(report_html(report), "class='headline unfinished'"));
}

TEST_CASE("report: each run with configuration, versions and digest, linked from its figure") {
  const std::string html = report_html(example());
  CHECK(contains(html, "<a href='#run-origin_sweep/seed1.h5'>"));
  CHECK(contains(html, "<details id='run-origin_sweep/seed1.h5'>"));
  for (const char* value : {"0.002", "abc1234", "v0-test"}) CHECK(contains(html, value));
  CHECK(contains(html, "<code>" + std::string(64, 'e') + "</code>"));
  CHECK(contains(html, "<td>arithmetic version</td><td><code>3</code></td>"));
}

TEST_CASE("report: figures are found by their names") {
  const test::TemporaryFolder results;
  std::filesystem::create_directory(results / "figures");
  std::ofstream(results / "figures/path_spectrum.svg") << svg;
  const Report wanted = example();
  const Report made = make_report(results.path(), wanted.studies, wanted.runs);
  CHECK(made.profile == "smoke");
  REQUIRE(made.figures.size() == all_texts().size());
  for (const ReportFigure& figure : made.figures)
    CHECK(figure.svg == (figure.text.figure == "path_spectrum" ? svg : ""));
}

TEST_CASE("report: an image that shows other runs than those that are there is left out") {
  const test::TemporaryFolder results;
  std::filesystem::create_directory(results / "figures");
  const Report wanted = example();
  const auto image_of = [&](const std::string& digest) {
    std::ofstream(results / "figures/path_spectrum.svg")
        << "<svg>\n<metadata id='caldera-runs'>\n"
        << digest << " path_spectrum/to_t4.h5\n</metadata></svg>";
    const Report made = make_report(results.path(), wanted.studies, wanted.runs);
    return std::ranges::find(made.figures, "path_spectrum",
                             [](const ReportFigure& figure) { return figure.text.figure; })
        ->svg;
  };
  CHECK_FALSE(image_of(wanted.runs.front().digest).empty());
  CHECK(image_of(std::string(64, '0')).empty());
}

TEST_CASE(
    "report: a figure's runs are those that its inputs name, and its text has their numbers") {
  const test::TemporaryFolder results;
  Report wanted = example();
  const auto figure_named = [&](const std::string& name) {
    const Report made = make_report(results.path(), wanted.studies, wanted.runs);
    return *std::ranges::find(made.figures, name,
                              [](const ReportFigure& figure) { return figure.text.figure; });
  };
  const auto note = [&] { return figure_named("origin_sweep").text.note; };
  CHECK(figure_named("origin_sweep").runs == std::vector<std::string>{"origin_sweep/seed1.h5"});
  CHECK(figure_named("folds").runs == std::vector<std::string>{"origin_sweep/seed1.h5"});
  CHECK(figure_named("cnn").runs.empty());
  REQUIRE_FALSE(note().empty());
  CHECK(contains(note().back(), "steps of 0.002;"));
  const std::size_t known = note().size();
  wanted.runs.front().identity.configuration.erase("beta_step");
  CHECK(note().size() == known - 1);
}

TEST_CASE("report: the commands that it shows are those that there are") {
  const std::string html = report_html(example());
  std::size_t count = 0;
  for (std::size_t at = html.find("build/release/"); at != std::string::npos;
       at = html.find("build/release/", at + 1), ++count)
    CHECK(html.compare(at, 22, "build/release/caldera ") == 0);
  CHECK(count == 2);
}
