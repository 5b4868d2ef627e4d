// Options that are numbers: one by one, and those of all programs, so that none is forgotten.

#include "experiments/study/command_line.h"

#include <iterator>
#include <regex>
#include <sstream>

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

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream words(line);
  return {std::istream_iterator<std::string>(words), {}};
}

Numbers parse(const std::string& given) {
  Numbers n;
  CommandLine line;
  line.add("--batch", n.batch, {1, 60000}, "Examples a step");
  line.add("--count", n.count, {0, 1000}, "How many");
  line.add("--seed", n.seed, seed_range, "Of all random numbers");
  line.add("--tol", n.tolerance, tolerance_range, "Largest residual");
  line.add("--subset", n.subset, {1, 60000}, "First so many");
  line.add("--beta", n.beta, any_real, "Pull");
  line.add("--widths", n.widths, WholeRange{1, 1000}, "Layers");
  line.parse(words_of(given));
  return n;
}

/// The verbs of caldera, as its help lists them.
std::vector<std::string> verbs() {
  std::istringstream help(run_in_shell(program_path("--help")).out);
  std::vector<std::string> names;
  for (std::string line; std::getline(help, line);)
    if (line.starts_with("  ")) names.push_back(line.substr(2, line.find("  ", 2) - 2));
  return names;
}

/// The numbers among the options of a program, or of one of its parts, as its help shows them.
std::vector<std::string> numbers_of(const std::string& command) {
  const std::string help = run_in_shell(command + " --help").out;
  CHECK_THAT(help,
             !Catch::Contains(" INT") && !Catch::Contains(" UINT") && !Catch::Contains(" FLOAT"));
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
      {"--subset -18446744073709551611",
       "--subset: expected 1 to 60000, found -18446744073709551611"},
      {"--beta inf", "--beta: expected a finite number, found 'inf'"},
      {"--widths 16 0x8 3", "--widths: expected 1 to 1000, found '0x8'"},
      {"--widths [5,1001]", "--widths: expected 1 to 1000, found 1001"}};
  for (const auto& [line, said] : wrong) {
    INFO(line);
    CHECK_THAT(refusal([&, given = line] { parse(given); }), Catch::Contains(said));
  }
}

TEST_CASE("each numeric option of each program refuses what is no number", "[numbers]") {
  std::size_t numbers = 0;
  for (const std::string& verb : verbs()) {
    const std::string path = program_path(verb);
    for (const std::string& option : numbers_of(path)) {
      ++numbers;
      for (const char* text : {"064x", ""}) {
        const Answer answer = run_in_shell(path + " " + option + " '" + text + "'");
        INFO(verb << " " << option << " '" << text << "'");
        check_refused(answer, verb, ": " + option + ": expected ");
        CHECK_THAT(answer.err, Catch::Contains(std::string("found '") + text + "'"));
      }
    }
  }
  CHECK(numbers > 100);
}

TEST_CASE("each program shows how it is used, with an example", "[program]") {
  const std::vector<std::string> all = verbs();
  CHECK(all.size() > 40);
  for (const std::string& verb : all) {
    const Answer answer = run_in_shell(program_path(verb) + " --help");
    INFO(verb);
    CHECK(answer.status == 0);
    CHECK_THAT(answer.out, Catch::Contains("Usage: caldera " + verb) &&
                               Catch::Contains("Example: caldera " + verb + " "));
  }
}

TEST_CASE("caldera without a verb lists all, and says what is no verb", "[program]") {
  CHECK(run_in_shell(program_path("")).out == run_in_shell(program_path("--help")).out);
  CHECK_THAT(run_in_shell(program_path("probe --help")).out,
             Catch::Contains("probe trace") && !Catch::Contains("origin_sweep"));
  const auto refused = [](const std::string& words, const std::string& said) {
    const Answer answer = run_in_shell(program_path(words));
    CHECK(answer.status == 2);
    CHECK(answer.out.empty());
    CHECK(answer.err == said + "\n");
  };
  refused("origin_sweeps", "caldera: expected a verb, found 'origin_sweeps'; see caldera --help");
  refused("probe", "caldera probe: expected a verb, found none; see caldera probe --help");
  refused("probe hessian",
          "caldera probe: expected a verb, found 'hessian'; see caldera probe --help");
}

TEST_CASE("what a profile sets is that of the profile, unless it is given", "[numbers]") {
  const auto side_of = [](const std::string& given) {
    std::string profile = "study";
    std::size_t side = 0;
    CommandLine line;
    line.add_profile(profile);
    line.add("--side", side, {11, 31, 101}, {2, 1000}, "Grid points a side");
    line.parse(words_of(given));
    return side;
  };
  CHECK(side_of("") == 31);
  CHECK(side_of("--profile smoke") == 11);
  CHECK(side_of("--side 7 --profile paper") == 7);
  CHECK_THAT(refusal([&] { side_of("--profile tea"); }), Catch::Contains("smoke, study or paper"));
}

}  // namespace caldera::test
