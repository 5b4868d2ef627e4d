#include "experiments/run/element_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "experiments/run/joined.h"
#include "experiments/run/stored_number.h"

namespace caldera {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string quoted(const std::string& name) {
  if (!name.empty() && std::ranges::all_of(name, is_plain)) return name;
  std::string text = "\"";
  for (const char c : name) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || code < 0x20 || code == 0x7f)
      text += fmt::format("\\x{:02x}", code);
    else
      text += c;
  }
  return text + '"';
}

std::string enumeration_name(const ElementType& type) {
  std::vector<std::string> names;
  for (const EnumerationName& one : type.names)
    names.push_back(quoted(one.name) + "=" + number_text(type.number, one.value.data()));
  return fmt::format("enum {} {{{}}}", type.number, joined(names, ", "));
}

std::string compound_name(const ElementType& type) {
  std::vector<std::string> members;
  for (std::size_t i = 0; i < type.parts.size(); ++i)
    members.push_back(quoted(type.member_names[i]) + ": " + type_name(type.parts[i]));
  return fmt::format("compound {{{}}}", joined(members, ", "));
}

}  // namespace

std::string type_name(const ElementType& type) {
  switch (type.kind) {
    case ElementKind::number:
      return type.number;
    case ElementKind::text:
      return "string";
    case ElementKind::reference:
      return "reference";
    case ElementKind::enumeration:
      return enumeration_name(type);
    case ElementKind::compound:
      return compound_name(type);
    case ElementKind::array:
      return fmt::format("array [{}] of {}", joined(type.extents, ", "), type_name(type.parts[0]));
    case ElementKind::list:
      return "list of " + type_name(type.parts[0]);
    case ElementKind::declaration:
      return "type " + type_name(type.parts[0]);
  }
  assert(false && "a kind of its own");
  return {};
}

bool contains(const ElementType& type, ElementKind kind) {
  return type.kind == kind || std::ranges::any_of(type.parts, [&](const ElementType& part) {
           return contains(part, kind);
         });
}

bool has_fixed_size(const ElementType& type) {
  return !contains(type, ElementKind::text) && !contains(type, ElementKind::reference) &&
         !contains(type, ElementKind::list);
}

}  // namespace caldera
