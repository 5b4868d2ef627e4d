#include "plots/report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <sstream>
#include <tuple>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

constexpr std::array part_names = {"paper", "theory", "monitoring"};

/// The lines of a file, one after the other.
class Lines {
 public:
  Lines(std::string file, const std::string& content) : file_(std::move(file)), rest_(content) {
    advance();
  }

  bool at_end() const { return at_end_; }
  const std::string& line() const { return line_; }
  void advance() {
    at_end_ = !std::getline(rest_, line_);
    if (at_end_) line_ = "the end of the file";
    ++number_;
  }
  void skip_blank() {
    while (!at_end_ && line_.empty()) advance();
  }

  /// What stands behind `begin` on this line; the next one is the line then.
  std::string take(const std::string& begin) {
    taken_ = line_, taken_number_ = number_;
    if (at_end_ || !line_.starts_with(begin)) refuse(begin);
    const std::size_t first = line_.find_first_not_of(' ', begin.size());
    advance();
    return first == std::string::npos ? "" : taken_.substr(first);
  }

  /// The line that was taken last.
  [[noreturn]] void refuse(const std::string& expected) const {
    throw InputError("text of a figure", fmt::format("{}, line {}", file_, taken_number_), expected,
                     taken_, "see plots/report/text.h");
  }

 private:
  std::string file_;
  std::istringstream rest_;
  std::string line_, taken_;
  std::size_t number_ = 0, taken_number_ = 0;
  bool at_end_ = false;
};

Paragraphs take_paragraphs(Lines& lines, const std::string& heading, bool may_be_empty) {
  lines.skip_blank();
  if (!lines.take("## " + heading).empty()) lines.refuse("nothing behind " + heading);
  Paragraphs paragraphs;
  bool is_new = true;
  for (; !lines.at_end() && !lines.line().starts_with('#'); lines.advance()) {
    if (lines.line().empty()) {
      is_new = true;
      continue;
    }
    if (is_new) paragraphs.emplace_back();
    paragraphs.back() += (is_new ? "" : " ") + lines.line();
    is_new = false;
  }
  if (paragraphs.empty() && !may_be_empty) lines.refuse("a text below " + heading);
  return paragraphs;
}

Part part_named(const std::string& name, const Lines& lines) {
  const auto found = std::ranges::find(part_names, name);
  if (found == part_names.end()) lines.refuse("part: paper, theory or monitoring");
  return static_cast<Part>(found - part_names.begin());
}

int whole_number(const std::string& text, const Lines& lines) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    lines.refuse("place: a whole number");
  return number;
}

FigureText take_text(Lines& lines) {
  FigureText text;
  const std::string first = lines.take("# ");
  const std::size_t colon = first.find(": ");
  if (colon == std::string::npos || colon == 0) lines.refuse("# figure: title");
  text.figure = first.substr(0, colon);
  text.title = first.substr(colon + 2);
  text.part = part_named(lines.take("part:"), lines);
  text.place = whole_number(lines.take("place:"), lines);
  text.source = lines.take("source:");
  text.image = take_paragraphs(lines, "Image", false);
  text.shows = take_paragraphs(lines, "Shows", false);
  text.published = take_paragraphs(lines, "Published", true);
  text.note = take_paragraphs(lines, "Note", true);
  return text;
}

/// Calls `fact` with each name in braces; gives the text with what it returns in their place.
template <class Function>
std::string replace_facts(const std::string& text, const Function& fact) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t open; (open = text.find('{', at)) != std::string::npos;) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    result += text.substr(at, open - at) + fact(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return result + text.substr(at);
}

}  // namespace

std::vector<FigureText> parse_texts(const std::string& file, const std::string& content) {
  Lines lines(file, content);
  std::vector<FigureText> texts;
  for (lines.skip_blank(); !lines.at_end(); lines.skip_blank()) texts.push_back(take_text(lines));
  return texts;
}

std::vector<std::string> facts_named_in(const std::string& paragraph) {
  std::vector<std::string> names;
  replace_facts(paragraph, [&](const std::string& name) {
    names.push_back(name);
    return "";
  });
  return names;
}

std::string text_of(const Option& value) {
  return std::visit([](const auto& one) { return fmt::format("{}", one); }, value);
}

Paragraphs filled(const Paragraphs& paragraphs, const Facts& facts) {
  Paragraphs result;
  for (const std::string& paragraph : paragraphs) {
    bool is_known = true;
    std::string text = replace_facts(paragraph, [&](const std::string& name) {
      const auto found = facts.find(name);
      is_known = is_known && found != facts.end() && !found->second.empty();
      return is_known ? found->second : "";
    });
    if (is_known) result.push_back(std::move(text));
  }
  return result;
}

const std::vector<FigureText>& all_texts() {
  static const std::vector<FigureText> texts = [] {
    std::vector<FigureText> list;
    for (const TextFile& file : text_files())
      std::ranges::move(parse_texts(file.name, file.content), std::back_inserter(list));
    std::ranges::sort(list, {}, [](const FigureText& text) {
      return std::tuple(text.part, text.place, text.figure);
    });
    return list;
  }();
  return texts;
}

}  // namespace caldera
