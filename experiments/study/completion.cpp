#include "experiments/study/completion.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "experiments/run/joined.h"
#include "experiments/study/option_checks.h"

namespace caldera {

namespace {

/// The words that may follow the first: of "probe trace" and "probe spectrum", by "probe".
std::map<std::string, std::set<std::string>> words_of(const std::vector<Verb>& verbs) {
  std::map<std::string, std::set<std::string>> words;
  for (const Verb& verb : verbs) {
    const std::size_t blank = verb.name.find(' ');
    std::set<std::string>& seconds = words[verb.name.substr(0, blank)];
    if (blank != std::string::npos) seconds.insert(verb.name.substr(blank + 1));
  }
  return words;
}

/// A line of the script's `case`: a verb, its options, and those behind which a value stands.
std::string case_of(const Verb& verb) {
  CommandLine line;
  verb.prepare(line);
  std::string options = "--help", with_value;
  for (const Parameter& parameter : line.parameters()) {
    if (!parameter.name.starts_with("--")) continue;
    options += " " + parameter.name;
    if (!parameter.kind.empty()) with_value += " " + parameter.name;
  }
  return fmt::format("    '{}') options='{}' with_value='{} ' ;;\n", verb.name, options,
                     with_value);
}

// Where nothing is offered, as behind an option that takes a value, the shell offers files.
constexpr const char* beginning = R"(_caldera() {
  local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]}
  local verb=${COMP_WORDS[1]} seconds='' options='' with_value=''
  COMPREPLY=()
)";
constexpr const char* middle = R"(  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "$verbs" -- "$word"))
    return
  fi
  if [[ -n $seconds ]]; then
    if ((COMP_CWORD == 2)); then
      COMPREPLY=($(compgen -W "$seconds" -- "$word"))
      return
    fi
    verb+=" ${COMP_WORDS[2]}"
  fi
  case $verb in
)";
constexpr const char* end = R"(  esac
  if [[ $word == -* || $with_value != *" $last "* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  fi
}
complete -o default -F _caldera caldera
)";

}  // namespace

std::string completion(const std::vector<Verb>& verbs, const std::string& shell) {
  check_one_of("shell", shell, {"bash", "zsh"});
  std::vector<std::string> first_words;
  std::string cases;
  for (const auto& [first, seconds] : words_of(verbs)) {
    first_words.push_back(first);
    if (!seconds.empty())
      cases += fmt::format("    {}) seconds='{}' ;;\n", first,
                           joined({seconds.begin(), seconds.end()}, " "));
  }
  // zsh reads scripts of bash.
  std::string script = shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
  script += beginning;
  script += fmt::format("  local verbs='{}'\n", joined(first_words, " "));
  script += "  case $verb in\n" + cases + "  esac\n" + middle;
  for (const Verb& verb : verbs) script += case_of(verb);
  return script + end;
}

}  // namespace caldera
