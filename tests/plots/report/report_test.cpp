#include <algorithm>
#include <fstream>
#include <regex>

#include "plots/report/html.h"
#include "plots/report/report.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

using namespace caldera;

namespace {

constexpr const char* svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"/>";

Comparison judged(const std::string& quantity, double ours) {
  Comparison row;
  row.quantity = quantity;
  row.seed = 7;
  row.published = "0.0248";
  row.reference = 0.0248;
  row.ours = ours;
  row.tolerance = {0.0238, 0.0258, "4 % of T"};
  return row;
}

/// The first figure is there, the others are not; one comparison passes, one fails, one is only
/// reported; one study has not run.
Report example() {
  Report report;
  report.profile = "smoke";
  report.code_version = "v0-test";
  for (const Section& section : all_sections()) report.figures.push_back({section, ""});
  report.figures.front().svg = svg;
  Comparison reported;
  reported.quantity = "margin <min>";
  reported.ours = -0.125;
  report.studies = {{"origin sweep", "a source", {judged("T1", 0.0245), judged("T2", 0.5)}},
                    {"spectrum", "another", {reported}},
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
  CHECK(escape_html("a < b && c > 'd' \"e\"") ==
        "a &lt; b &amp;&amp; c &gt; &#39;d&#39; &quot;e&quot;");
  CHECK(escape_html("&lt;") == "&amp;lt;");
  CHECK(escape_html("‖θ‖² at β = 0") == "‖θ‖² at β = 0");
  const std::string html = report_html(example());
  CHECK(contains(html, "margin &lt;min&gt;"));
  CHECK(contains(html, "&lt;sigmoid&gt;"));
  CHECK_FALSE(contains(html, "<min>"));
  CHECK_FALSE(contains(html, "<sigmoid>"));
}

TEST_CASE("report: an image is its own address, in the examples of RFC 4648") {
  const std::string start = "data:image/svg+xml;base64,";
  CHECK(svg_address("") == start);
  CHECK(svg_address("f") == start + "Zg==");
  CHECK(svg_address("fo") == start + "Zm8=");
  CHECK(svg_address("foo") == start + "Zm9v");
  CHECK(svg_address("foobar") == start + "Zm9vYmFy");
}

TEST_CASE("report: every figure has its section, and one that is missing says how to make it") {
  const Report report = example();
  const std::string html = report_html(report);
  REQUIRE(report.figures.size() >= 10);
  for (const ReportFigure& figure : report.figures) {
    CAPTURE(figure.section.figure);
    CHECK(contains(html, "<section id='" + figure.section.figure + "'"));
    CHECK(contains(html, "<a href='#" + figure.section.figure + "'>"));
    CHECK(contains(html, escape_html(figure.section.shows)));
    CHECK(contains(html, escape_html(figure.section.published)));
    CHECK(contains(html,
                   "make PROFILE=smoke results/smoke/figures/" + figure.section.figure + ".svg"));
  }
  CHECK(count(html, "has not been made yet") == report.figures.size() - 1);
  CHECK(contains(html, "1 of " + std::to_string(report.figures.size()) + " figures are there"));
}

TEST_CASE("report: every image has a text of its own") {
  Report report = example();
  for (ReportFigure& figure : report.figures) figure.svg = svg;
  const std::string html = report_html(report);
  CHECK(count(html, "<img src='data:image/svg[^']*' alt='[^']{30,}'>") == report.figures.size());
  CHECK(count(html, "<img") == report.figures.size());
  CHECK_FALSE(contains(html, "has not been made yet"));
}

TEST_CASE("report: nothing is loaded from anywhere, and there is no script") {
  const std::string html = report_html(example());
  CHECK(count(html, "<(link|script|iframe|object|embed|video|audio|source)\\b") == 0);
  CHECK(count(html, "src=(?!'data:)") == 0);
  CHECK(count(html, "url\\(|@import|srcset") == 0);
}

TEST_CASE("report: the verdict says pass, FAIL or nothing, and what has not run") {
  Report report = example();
  const std::string html = report_html(report);
  CHECK(count(html, "<td>pass</td>") == 1);
  CHECK(count(html, "<tr class='failing'>.*<td>FAIL</td>") == 1);
  CHECK(count(html, "margin &lt;min&gt;.*<td>-</td>") == 1);
  CHECK(contains(html, "<h3>hysteresis</h3>\n<p>Not run yet.</p>"));
  CHECK(contains(html, "class='headline failing'"));
  CHECK(contains(html,
                 "1 of 2 comparisons pass. Reported without a published value: 1. "
                 "Not run: hysteresis."));
  report.studies.front().comparisons.pop_back();
  CHECK(contains(report_html(report), "class='headline'"));
}

TEST_CASE("report: each run with configuration, versions and digest, linked from its figure") {
  const std::string html = report_html(example());
  CHECK(contains(html, "<a href='#run-origin_sweep/seed1.h5'>"));
  CHECK(contains(html, "<details id='run-origin_sweep/seed1.h5'>"));
  for (const char* value : {"0.002", "abc1234", "v0-test"}) CHECK(contains(html, value));
  CHECK(contains(html, "<code>" + std::string(64, 'e') + "</code>"));
  CHECK(contains(html, "<td>arithmetic version</td><td><code>3</code></td>"));
}

TEST_CASE("report: same input, same bytes, and figures are found by their names") {
  const test::TemporaryFolder results;
  std::filesystem::create_directory(results / "figures");
  std::ofstream(results / "figures/path_spectrum.svg") << svg;
  const Report wanted = example();
  const Report made = make_report(results.path(), wanted.studies, wanted.runs);
  CHECK(made.profile == "smoke");
  REQUIRE(made.figures.size() == all_sections().size());
  for (const ReportFigure& figure : made.figures)
    CHECK(figure.svg == (figure.section.figure == "path_spectrum" ? svg : ""));
  CHECK(report_html(made) == report_html(made));
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
                             [](const ReportFigure& figure) { return figure.section.figure; })
        ->svg;
  };
  CHECK_FALSE(image_of(wanted.runs.front().digest).empty());
  CHECK(image_of(std::string(64, '0')).empty());
}

TEST_CASE("report: the commands that it shows are those that there are") {
  const std::string html = report_html(example());
  std::size_t count = 0;
  for (std::size_t at = html.find("build/release/"); at != std::string::npos;
       at = html.find("build/release/", at + 1), ++count)
    CHECK(html.compare(at, 22, "build/release/caldera ") == 0);
  CHECK(count == 2);
}
