#include <fmt/format.h>

#include "plots/figure/markup.h"
#include "plots/report/html.h"
#include "plots/report/sections.h"

namespace caldera {

namespace {

std::string run_details(const RunEntry& run) {
  std::string rows;
  const auto add = [&](const std::string& name, const std::string& value) {
    rows += "<tr>" + element("td", name) + "<td>" + element("code", value) + "</td></tr>\n";
  };
  add("digest (SHA-256)", run.digest);
  add("program", run.identity.program);
  add("seed", fmt::format("{}", run.identity.seed));
  add("arithmetic version", fmt::format("{}", run.arithmetic_version));
  add("code version", run.code_version);
  for (const auto& [name, value] : run.identity.configuration) add(name, text_of(value));
  return fmt::format(
      "<details id='{}'>\n<summary><code>{}</code></summary>\n"
      "<div class='box'><table>\n{}</table></div>\n</details>\n",
      anchor("run", run.path), escape_markup(run.path), rows);
}

}  // namespace

std::string run_section(const std::vector<RunEntry>& runs) {
  std::string html =
      "<section id='runs'>\n<h2>Runs: configuration and digests</h2>\n"
      "<p>Same configuration and same arithmetic version, same digest, on any machine. To compare "
      "with your own: <code>build/release/caldera digest FILE</code></p>\n";
  for (const RunEntry& run : runs) html += run_details(run);
  return html + "</section>\n";
}

}  // namespace caldera
