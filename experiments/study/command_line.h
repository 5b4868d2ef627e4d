#pragma once
// What a program takes from its command line: each option is written once, and --help and the check
// come from it.

#include <cassert>
#include <concepts>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "experiments/study/numbers.h"
#include "experiments/study/profile.h"

namespace caldera {

/// One option.
struct Parameter {
  std::string name;  ///< "--beta"; without dashes: what is given by its place alone
  std::string text;  ///< for --help
  std::string kind = "";   ///< of what is given: TEXT, FILE, WHOLE or REAL; empty: it is a flag
  std::string usual = "";  ///< what holds if it is not given, for --help; empty: nothing to be said
  bool takes_several = false;
  bool is_repeated = false;  ///< several are given one at a time, each behind the option's name
  bool is_required = false;
  bool is_given = false;      ///< on the command line that was parsed
  std::string excluded = "";  ///< an option that cannot be given, too
  std::function<void(const std::vector<std::string>&)> take = {};  ///< what is given

  Parameter& required() { return is_required = true, *this; }
  Parameter& excluding(const std::string& other) { return excluded = other, *this; }
  Parameter& repeated() { return is_repeated = true, *this; }
};

namespace command_line {

/// What is given for a value: one, one that need not be given, or several.
template <class Value>
struct Element {
  using type = Value;
  static constexpr bool is_list = false, is_optional = false;
};
template <class T>
struct Element<std::optional<T>> {
  using type = T;
  static constexpr bool is_list = false, is_optional = true;
};
template <class T>
struct Element<std::vector<T>> {
  using type = T;
  static constexpr bool is_list = true, is_optional = false;
};

inline std::string text_of(const std::string& value) { return value; }
inline std::string text_of(const std::filesystem::path& value) { return value.string(); }
inline std::string text_of(double value) { return to_text(value); }
template <std::integral T>
std::string text_of(T value) {
  return std::to_string(value);
}

/// What --help says of a value that is there.
template <class Value>
std::string usual(const Value& value) {
  if constexpr (Element<Value>::is_optional) {
    return "";
  } else if constexpr (Element<Value>::is_list) {
    std::string text;
    for (const auto& one : value) {
      if (!text.empty()) text += ' ';
      text += text_of(one);
    }
    return text;
  } else {
    return text_of(value);
  }
}

/// Puts what is given into `value`; `read`: text → one element.
template <class Value, class Read>
void take(Value& value, const std::vector<std::string>& given, const Read& read) {
  using T = typename Element<Value>::type;
  if constexpr (Element<Value>::is_list) {
    value.clear();
    for (const std::string& text : given) value.push_back(static_cast<T>(read(text)));
  } else {
    value = static_cast<T>(read(given.size() == 1 ? given.front() : std::string()));
  }
}

template <std::integral T>
bool fits(const WholeRange& range) {
  return std::in_range<T>(range.low) && std::in_range<T>(range.high);
}
template <std::same_as<double> T>
bool fits(const RealRange&) {
  return true;
}

inline const char* kind_of(const WholeRange&) { return "WHOLE"; }
inline const char* kind_of(const RealRange&) { return "REAL"; }

}  // namespace command_line

/// All options of a program. What is added must live as long as the program runs.
class CommandLine {
 public:
  CommandLine() = default;
  CommandLine(const CommandLine&) = delete;  // its actions refer to it
  CommandLine& operator=(const CommandLine&) = delete;

  /// Adds an option for a text or a file; or a std::optional, or a std::vector, of these.
  template <class Value>
  Parameter& add(const std::string& name, Value& value, const std::string& text) {
    using T = typename command_line::Element<Value>::type;
    static_assert(std::is_same_v<T, std::string> || std::is_same_v<T, std::filesystem::path>);
    return insert({.name = name,
                   .text = text,
                   .kind = std::is_same_v<T, std::string> ? "TEXT" : "FILE",
                   .usual = command_line::usual(value),
                   .takes_several = command_line::Element<Value>::is_list,
                   .take = [&value](const std::vector<std::string>& given) {
                     command_line::take(value, given, [](const std::string& one) { return one; });
                   }});
  }

  /// A flag: true if it is given.
  Parameter& add(const std::string& name, bool& value, const std::string& text) {
    return insert({.name = name, .text = text, .take = [&value](const auto&) { value = true; }});
  }

  /// A number: `value` is of an integral type and `range` a WholeRange, or double and RealRange; or
  /// a std::optional, or a std::vector, of these. --help shows the range behind `text`. What is no
  /// number, or not in the range, is refused by an InputError that names the option and the range
  /// (experiments/study/numbers.h).
  ///
  ///     line.add("--batch", setup.batch, {1, 1000}, "Examples per step");
  template <class Value, class Range>
  Parameter& add(const std::string& name, Value& value, const Range& range,
                 const std::string& text) {
    assert(command_line::fits<typename command_line::Element<Value>::type>(range));
    return insert({.name = name,
                   .text = text + "; " + to_text(range),
                   .kind = command_line::kind_of(range),
                   .usual = command_line::usual(value),
                   .takes_several = command_line::Element<Value>::is_list,
                   .take = [&value, name, range](const std::vector<std::string>& given) {
                     command_line::take(value, given, [&](const std::string& one) {
                       return parse_number(name, one, range);
                     });
                   }});
  }

  /// The same for a whole number, whose range may be written in braces.
  template <class Value>
  Parameter& add(const std::string& name, Value& value, const WholeRange& range,
                 const std::string& text) {
    return add<Value, WholeRange>(name, value, range, text);
  }

  /// --profile, which the next ones depend on.
  void add_profile(std::string& profile);

  /// A number that the profile sets unless it is given. The profile has been added.
  template <class Value, class Range>
  Parameter& add(const std::string& name, Value& value, const ByProfile<Value>& profiles,
                 const Range& range, const std::string& text) {
    Parameter& parameter = add<Value, Range>(name, value, range, text);
    parameter.usual = command_line::usual(profiles.smoke) + ", " +
                      command_line::usual(profiles.study) + " or " +
                      command_line::usual(profiles.paper) + " by profile";
    assert(profile_ != nullptr);
    when_parsed([&value, &parameter, profiles, profile = profile_] {
      if (!parameter.is_given) value = profiles.of(*profile);
    });
    return parameter;
  }
  template <class Value>
  Parameter& add(const std::string& name, Value& value, const ByProfile<Value>& profiles,
                 const WholeRange& range, const std::string& text) {
    return add<Value, WholeRange>(name, value, profiles, range, text);
  }

  /// A paragraph at the end of --help.
  void add_note(const std::string& text) { note_ += "\n\n" + text; }
  const std::string& note() const { return note_; }

  /// `action` runs when all that was given has been taken.
  void when_parsed(std::function<void()> action) { actions_.push_back(std::move(action)); }

  /// All options, in the order in which they were added.
  const std::deque<Parameter>& parameters() const { return parameters_; }

  /// Whether the option was given.
  bool has(const std::string& name) const;

  /// Takes the words behind the program's name. False: --help is among them, and no action has run.
  /// Throws InputError for an option that there is not, or one that is missing,
  /// excluded or without its value; and what taking throws.
  bool parse(const std::vector<std::string>& words);

  /// The options as --help lists them.
  std::string help(const std::string& name, const std::string& summary, const std::string& footer);

 private:
  Parameter& insert(Parameter parameter);

  std::deque<Parameter> parameters_;  // references stay
  const std::string* profile_ = nullptr;
  std::string note_;
  std::vector<std::function<void()>> actions_;
};

}  // namespace caldera
