#include <iostream>
#include <regex>
#include <sstream>

#include "experiments/model/place.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/options.h"
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

struct Options {
  Sweep sweep;
  GridOptions grid;
  Place start;
};

const Verb sweep{.name = "fuzz",
                 .summary = "The options of a sweep.",
                 .example = "fuzz",
                 .prepare = [](CommandLine& line) -> Body {
                   const auto o = std::make_shared<Options>();
                   add_training_options(line, o->sweep.setup);
                   add_sweep_options(line, o->sweep, o->grid);
                   add_place_options(line, "start", o->start);
                   return [o] {
                     check_grid(o->grid.applied_to(path_grid(o->sweep.profile)));
                     return success;
                   };
                 }};

}  // namespace

void try_options(Bytes input) {
  // Threads that are asked for are started: with many, hardly any time is left for all other inputs.
  static const std::regex many_threads("--threads[=\n]\\+?[0-9]{2}");
  if (std::regex_search(text_of(input), many_threads)) return;

  std::vector<std::string> words;
  std::istringstream lines(text_of(input));
  for (std::string word; std::getline(lines, word);) words.push_back(word.c_str());

  const Captured out(std::cout), err(std::cerr);
  const int status = run_program(sweep, words);
  require(status == success || status == bad_input, "two ways to end");
  const std::string said = err.text();
  require(!said.starts_with("fuzz: not foreseen"), "a refusal, no exception of a library");
  require(status == success ? said.empty() : said.find('\n') == said.size() - 1,
          "one line of error");
}

}  // namespace caldera::fuzz
