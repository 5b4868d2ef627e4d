#include "experiments/monitor/rules.h"

#include <map>
#include <sstream>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/study/numbers.h"

namespace caldera {

namespace {

/// The words of a rule, one after the other.
class Words {
 public:
  explicit Words(const std::string& text) : text_(text) {
    std::istringstream stream(text);
    for (std::string word; stream >> word;) words_.push_back(word);
  }

  /// Takes the next word if it is a key of `choices`.
  template <class T>
  std::optional<T> take(const std::map<std::string, T>& choices) {
    if (next_ == words_.size()) return std::nullopt;
    const auto found = choices.find(words_[next_]);
    if (found == choices.end()) return std::nullopt;
    ++next_;
    return found->second;
  }

  std::string take_any(const std::string& expected) {
    if (next_ == words_.size()) refuse(expected);
    return words_[next_++];
  }

  bool at_end() const { return next_ == words_.size(); }

  [[noreturn]] void refuse(const std::string& expected) const {
    throw InputError("rule", "'" + text_ + "'", expected,
                     at_end() ? "nothing more" : "'" + words_[next_] + "'",
                     "write SIGNAL DETECTOR [up|down] ACTION [FACTOR] [if SIGNAL]");
  }

 private:
  std::string text_;
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

std::map<std::string, Detector> detectors(const std::string& signal, const Baselines& baselines) {
  const std::size_t baseline = signal.starts_with("step/")    ? baselines.steps
                               : signal.starts_with("epoch/") ? baselines.epochs
                                                              : baselines.curvature;
  return {{"window", WindowRule{}},
          {"baseline", BaselineRule{.baseline = baseline}},
          {"means", BaselineRule{.baseline = baseline, .scale = BaselineScale::means}},
          {"cusum", CusumRule{.baseline = baseline}}};
}

std::string take_signal(Words& words) {
  const std::string signal = words.take_any("a signal");
  for (const std::string table : {"step/", "epoch/", "curvature/"})
    if (signal.starts_with(table)) return signal;
  throw InputError("rule", "signal", "step/NAME, epoch/NAME or curvature/NAME", "'" + signal + "'",
                   "see --help for the names");
}

double take_factor(Words& words) {
  const std::string word = words.take_any("a factor above 0");
  const std::optional<double> factor = read_real(word);
  if (!factor || !(*factor > 0 && *factor < 1e9))
    words.refuse("a factor above 0 and below 1e9 instead of '" + word + "'");
  return *factor;
}

const std::map<std::string, Action> actions = {{"note", Action::note},
                                               {"learning_rate", Action::learning_rate},
                                               {"pull", Action::pull},
                                               {"stop", Action::stop},
                                               {"roll_back", Action::roll_back}};
const std::map<std::string, Direction> directions = {{"up", Direction::up},
                                                     {"down", Direction::down}};

}  // namespace

Rule parse_rule(const std::string& text, const Baselines& baselines) {
  Words words(text);
  Rule rule{.text = text, .signal = take_signal(words), .detector = {}};
  const auto detector = words.take(detectors(rule.signal, baselines));
  if (!detector) words.refuse("window, baseline, means or cusum");
  rule.detector = *detector;
  rule.direction = words.take(directions).value_or(Direction::any);
  const auto action = words.take(actions);
  if (!action) words.refuse("note, learning_rate, pull, stop or roll_back");
  rule.action = *action;
  if (rule.action == Action::learning_rate || rule.action == Action::pull)
    rule.factor = take_factor(words);
  if (words.take(std::map<std::string, bool>{{"if", true}})) rule.witness = take_signal(words);
  if (!words.at_end()) words.refuse("no more words");
  return rule;
}

}  // namespace caldera
