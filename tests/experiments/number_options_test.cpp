// Options that are numbers: one by one, and those of all programs, so that none is forgotten.

#include "experiments/number_options.h"

#include <regex>

#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

struct Numbers {
  int batch = 64;
  std::size_t count = 3;
  std::int64_t seed = 1;
  double tolerance = 0.5;
  std::optional<std::size_t> subset;
  std::optional<double> beta;
  std::vector<std::size_t> widths = {784, 10};
};

Numbers parse(const std::string& line) {
  Numbers n;
  CLI::App app("Counts.", "counts");
  add_number(app, "--batch", n.batch, {1, 60000}, "Examples a step")->capture_default_str();
  add_number(app, "--count", n.count, {0, 1000}, "How many");
  add_number(app, "--seed", n.seed, seed_range, "Of all random numbers");
  add_number(app, "--tol", n.tolerance, tolerance_range, "Largest residual");
  add_number(app, "--subset", n.subset, {1, 60000}, "First so many");
  add_number(app, "--beta", n.beta, any_real, "Pull");
  add_number(app, "--widths", n.widths, WholeRange{1, 1000}, "Layers");
  app.parse(line, false);
  return n;
}

/// The numbers among the options of a program, or of one of its parts, as its help shows them.
std::vector<std::string> numbers_of(const std::string& command) {
  const std::string help = run_in_shell(command + " --help").out;
  CHECK_THAT(help, !Catch::Contains(" INT") && !Catch::Contains(" UINT") && !Catch::Contains(" FLOAT"));
  const std::regex option("(--[a-z-]+) (WHOLE|REAL)");
  std::vector<std::string> names;
  for (std::sregex_iterator at(help.begin(), help.end(), option), end; at != end; ++at)
    names.push_back((*at)[1]);
  return names;
}

}  // namespace

TEST_CASE("an option of every type takes a decimal number", "[numbers]") {
  const Numbers none = parse("");
  CHECK(none.batch == 64);
  CHECK_FALSE(none.subset.has_value());
  CHECK(none.widths == std::vector<std::size_t>{784, 10});
  const Numbers all =
      parse("--batch 064 --count 0 --seed 010 --tol 1e-3 --subset 9 --beta -2 --widths 16 08 3");
  CHECK(all.batch == 64);
  CHECK(all.count == 0);
  CHECK(all.seed == 10);
  CHECK(all.tolerance == 1e-3);
  CHECK(all.subset == 9);
  CHECK(all.beta == -2);
  CHECK(all.widths == std::vector<std::size_t>{16, 8, 3});
  CHECK(parse("--widths [5,6]").widths == std::vector<std::size_t>{5, 6});
}

TEST_CASE("an option of every type refuses what is no number of its range", "[numbers]") {
  const std::pair<const char*, const char*> wrong[] = {
      {"--batch 1.5", "--batch: expected 1 to 60000, found '1.5'"},
      {"--batch 3000000000", "--batch: expected 1 to 60000, found 3000000000"},
      {"--batch []", "--batch: expected 1 to 60000, found '[]'"},
      {"--count -1", "--count: expected 0 to 1000, found -1"},
      {"--count 18446744073709551617", "--count: expected 0 to 1000, found 18446744073709551617"},
      {"--seed 99999999999999999999999", "--seed: expected 0 to 9223372036854775807, found 9999"},
      {"--subset -18446744073709551611", "--subset: expected 1 to 60000, found -18446744073709551611"},
      {"--beta inf", "--beta: expected a finite number, found 'inf'"},
      {"--widths 16 0x8 3", "--widths: expected 1 to 1000, found '0x8'"},
      {"--widths [5,1001]", "--widths: expected 1 to 1000, found 1001"}};
  for (const auto& [line, said] : wrong) {
    INFO(line);
    CHECK_THAT(refusal([&, given = line] { parse(given); }), Catch::Contains(said));
  }
}

TEST_CASE("each numeric option of each program refuses what is no number", "[numbers]") {
  std::vector<std::string> commands = program_names();
  for (const char* part : {"spectrum", "density", "trace", "curvature"})
    commands.push_back(std::string("probe ") + part);
  std::size_t numbers = 0;
  for (const std::string& command : commands) {
    const std::string name = command.substr(0, command.find(' '));
    const std::string path = program_path(name) + command.substr(name.size());
    for (const std::string& option : numbers_of(path)) {
      ++numbers;
      for (const char* text : {"064x", ""}) {
        const Answer answer = run_in_shell(path + " " + option + " '" + text + "'");
        INFO(command << " " << option << " '" << text << "'");
        check_refused(answer, name, ": " + option + ": expected ");
        CHECK_THAT(answer.err, Catch::Contains(std::string("found '") + text + "'"));
      }
    }
  }
  CHECK(numbers > 100);
}

}  // namespace caldera::test
