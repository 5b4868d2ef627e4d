#include <iostream>
#include <regex>
#include <sstream>

#include "experiments/place.h"
#include "experiments/program.h"
#include "experiments/sweep_options.h"
#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

namespace {

/// What a stream is given while this lives.
class Captured {
 public:
  explicit Captured(std::ostream& stream) : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}
  ~Captured() { stream_.rdbuf(before_); }
  std::string text() const { return text_.str(); }

 private:
  std::ostream& stream_;
  std::ostringstream text_;
  std::streambuf* before_;
};

}  // namespace

void try_options(Bytes input) {
  // Threads that are asked for are started: with many, hardly any time is left for all other inputs.
  static const std::regex many_threads("--threads[=\n]\\+?[0-9]{2}");
  if (std::regex_search(text_of(input), many_threads)) return;

  std::vector<std::string> words = {"fuzz"};
  std::istringstream lines(text_of(input));
  for (std::string word; std::getline(lines, word);) words.push_back(word.c_str());
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());

  CLI::App app("The options of a sweep.", "fuzz");
  Sweep sweep;
  GridOptions grid;
  Place start;
  add_sweep_options(app, sweep, grid);
  add_place_options(app, "start", start)->required(false);
  const Captured out(std::cout), err(std::cerr);
  const int status = run_program(app, static_cast<int>(arguments.size()), arguments.data(), [&] {
    check(grid.applied_to(path_grid(sweep.profile)));
    return success;
  });
  require(status == success || status == bad_input, "two ways to end");
  const std::string said = err.text();
  require(!said.starts_with("fuzz: not foreseen"), "a refusal, no exception of a library");
  require(status == success ? said.empty() : said.find('\n') == said.size() - 1,
          "one line of error");
}

}  // namespace caldera::fuzz
