#include "experiments/study/verb.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <new>
#include <system_error>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/ranks.h"
#include "experiments/run/standard_output.h"

namespace caldera {

namespace {

/// In the order of linking, which means nothing.
std::vector<Verb>& registered() {
  static std::vector<Verb> verbs;
  return verbs;
}

/// One line on stderr, whatever the message holds; of several ranks that failed, the first prints it.
int report(const std::string& called, std::string message, ExitStatus status) {
  const ranks::Ending ending = ranks::end(status, true);
  if (!ending.speaks) return ending.status;
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::cerr << called << ": " << message << std::endl;
  return ending.status;
}

/// "file system: <path>: expected …, found <what the system says>; …"
std::string text_of(const std::filesystem::filesystem_error& error) {
  return InputError("file system", error.path1().string(), "a path that can be used",
                    error.code().message(), "check the name and the permissions")
      .what();
}

std::string text_of(const std::system_error& error) {
  return InputError("system", "limits of this process", "room for what the program needs",
                    error.code().message(), "raise the limit (ulimit -a), or ask for less at once")
      .what();
}

constexpr const char* what_holds_for_all =
    "\n\nNumbers are decimal: 064 is 64.\n"
    "Status: 0 done; 1 done, and the answer is no: files differ, a comparison fails, an accuracy "
    "was not\nreached; 2 not done, or not printed: the command line, a file, or what the machine has "
    "room for;\n3 a number became infinite or not a number. With 2 and 3, one line says what and where.";

/// FNV-1a of all words, each with its end.
std::uint64_t hash_of(const std::vector<std::string>& words) {
  std::uint64_t hash = 14695981039346656037u;
  for (const std::string& word : words)
    for (const char* letter = word.c_str(); letter <= word.c_str() + word.size(); ++letter)
      hash = (hash ^ static_cast<unsigned char>(*letter)) * 1099511628211u;
  return hash;
}

/// Refuses ranks that were given different command lines, and a verb that is not made for several.
void check_ranks(const Verb& verb, const std::vector<std::string>& words) {
  ranks::agree(nullptr, hash_of(words));
  if (verb.on_ranks || ranks::count() == 1) return;
  throw InputError("ranks", verb.name, "1 rank: its time is in what no ranks share out",
                   std::to_string(ranks::count()), "start it without mpirun");
}

int answer(const Verb& verb, const std::vector<std::string>& words) {
  check_ranks(verb, words);
  CommandLine line;
  const Body body = verb.prepare(line);
  if (line.parse(words)) return body();
  const std::string takes = verb.takes.empty() ? "" : "\nIt takes " + verb.takes + ".";
  print_out("{}", line.help(verb.name, verb.summary,
                            "Example: " + verb.example + takes + line.note() + what_holds_for_all));
  return success;
}

/// `action` among the ranks, and between both ends of standard output: a report that is lost is an error,
/// whatever was found.
int reported(const std::string& called, const std::function<int()>& action) {
  try {
    ranks::start();
    const int status = action();
    check_standard_output();
    return ranks::end(status, false).status;
  } catch (const ranks::Ended& elsewhere) {
    return elsewhere.status;
  } catch (const InputError& error) {
    return report(called, error.what(), bad_input);
  } catch (const NonFiniteError& error) {
    return report(called, error.what(), non_finite);
  } catch (const std::bad_alloc&) {
    return report(called, "not enough memory; ask for less at once", bad_input);
  } catch (const std::filesystem::filesystem_error& error) {
    return report(called, text_of(error), bad_input);
  } catch (const std::system_error& error) {
    return report(called, text_of(error), bad_input);
  } catch (const std::exception& error) {
    return report(called, std::string("not foreseen: ") + error.what(), bad_input);
  }
}

int guarded(const std::string& called, const std::function<int()>& action) {
  // A file over the shell's limit (ulimit -f), or a reader that has gone, is an error of write, not
  // the end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  // Who started us may ignore it: then nobody learns how a child ended.
  std::signal(SIGCHLD, SIG_DFL);
  open_standard_streams();
  const int status = reported(called, action);
  ranks::leave();
  return status;
}

/// The verb of the first two words, or of the first.
const Verb* verb_of(const std::vector<std::string>& words) {
  for (const std::size_t count : {2u, 1u}) {
    if (words.size() < count) continue;
    const std::string name = count == 2 ? words[0] + " " + words[1] : words[0];
    const auto found = std::ranges::find(all_verbs(), name, &Verb::name);
    if (found != all_verbs().end()) return &*found;
  }
  return nullptr;
}

struct Heading {
  VerbGroup group;
  const char* text;
};
constexpr Heading headings[] = {{VerbGroup::first, "To begin with"},
                                {VerbGroup::study, "Studies"},
                                {VerbGroup::figure, "Figures of studies"},
                                {VerbGroup::file, "Run files"}};

/// The names and summaries of the verbs that begin like this, by group.
std::string list_of(const std::string& beginning) {
  std::string list;
  for (const Heading& heading : headings) {
    std::string lines;
    for (const Verb& verb : all_verbs())
      if (verb.group == heading.group && verb.name.starts_with(beginning))
        lines += fmt::format("  {:<26}{}\n", verb.name, verb.summary);
    if (!lines.empty()) list += fmt::format("\n{}:\n{}", heading.text, lines);
  }
  return list;
}

int list_verbs(const std::string& beginning) {
  print_out(
      "caldera: curvature of neural loss landscapes, reproducible to the last bit.\n"
      "Usage: caldera VERB [options]; caldera VERB --help says what each takes.\n{}{}\n",
      list_of(beginning), what_holds_for_all);
  return success;
}

}  // namespace

Registration::Registration(Verb verb) { registered().push_back(std::move(verb)); }

const std::vector<Verb>& all_verbs() {
  static const std::vector<Verb> sorted = [] {
    std::vector<Verb> verbs = registered();
    std::ranges::sort(verbs, {}, &Verb::name);
    return verbs;
  }();
  return sorted;
}

void add_arithmetic_options(CommandLine& line) {
  struct Choice {
    std::string gemm = "exact";
    std::string simd = "auto";
    int threads = 1;
  };
  const auto choice = std::make_shared<Choice>();
  line.add("--gemm", choice->gemm, "Who multiplies matrices: exact or openblas");
  line.add("--simd", choice->simd, "Vector width: auto, scalar, avx2, avx512 or neon; same bits");
  line.add("--threads", choice->threads, {1, most_threads}, "Threads of a run; same bits");
  line.when_parsed([choice] { configure_arithmetic(choice->gemm, choice->simd, choice->threads); });
}

int run_program(const Verb& verb, const std::vector<std::string>& words) {
  return guarded(verb.name, [&] { return answer(verb, words); });
}

int run_caldera(const std::vector<std::string>& words) {
  if (const Verb* const found = verb_of(words)) {
    Verb verb = *found;
    verb.name = "caldera " + found->name;
    const std::ptrdiff_t count = found->name.find(' ') == std::string::npos ? 1 : 2;
    return run_program(verb, {words.begin() + count, words.end()});
  }
  const bool has_parts = !words.empty() && !list_of(words[0] + " ").empty();
  const std::size_t at = has_parts ? 1 : 0;  // where a verb, or a verb's second word, is missing
  const std::string called = has_parts ? "caldera " + words[0] : "caldera";
  return guarded(called, [&] {
    const std::string word = at < words.size() ? words[at] : "";
    if (word == "--help" || word == "-h" || words.empty())
      return list_verbs(has_parts ? words[0] + " " : "");
    throw InputError(fmt::format("expected a verb, found {}; see {} --help",
                                 word.empty() ? "none" : "'" + word + "'", called));
  });
}

}  // namespace caldera
