#include "experiments/run/content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstring>

#include "experiments/run/joined.h"
#include "experiments/run/stored_number.h"

namespace caldera {

namespace {

std::string enumeration_text(const ElementType& type, std::span<const std::byte> value) {
  const std::string number = number_text(type.number, value.data());
  const auto found = std::ranges::find_if(
      type.names, [&](const EnumerationName& one) { return std::ranges::equal(one.value, value); });
  return found == type.names.end() ? number : fmt::format("{} ({})", found->name, number);
}

std::string reference_text(std::string_view path) {
  return fmt::format("-> {}", path.empty() ? "nothing" : path);
}

std::string compound_text(const ElementType& type, Cursor& from) {
  std::vector<std::string> members;
  for (std::size_t i = 0; i < type.parts.size(); ++i)
    members.push_back(
        fmt::format("{}: {}", type.member_names[i], take_as_text(type.parts[i], from)));
  return fmt::format("{{{}}}", joined(members, ", "));
}

std::string entries_text(const ElementType& type, std::size_t count, Cursor& from) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(take_as_text(type, from));
  return fmt::format("[{}]", joined(all, ", "));
}

}  // namespace

// ---- Writing and reading -----------------------------------------------------------------------

void append_number(std::vector<std::byte>& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8)
    bytes.push_back(static_cast<std::byte>(number >> shift));
}

void append_text(std::vector<std::byte>& bytes, std::string_view text) {
  append_number(bytes, text.size());
  const auto letters = std::as_bytes(std::span(text));
  bytes.insert(bytes.end(), letters.begin(), letters.end());
}

std::span<const std::byte> Cursor::take(std::size_t count) {
  assert(count <= left_.size());
  const auto taken = left_.first(count);
  left_ = left_.subspan(count);
  return taken;
}

std::uint64_t Cursor::take_number() {
  std::uint64_t number = 0;
  std::memcpy(&number, take(sizeof number).data(), sizeof number);
  return number;
}

std::string_view Cursor::take_text() {
  const auto letters = take(take_number());
  return {reinterpret_cast<const char*>(letters.data()), letters.size()};
}

std::span<const std::byte> Cursor::take_element(const ElementType& type) {
  const auto before = left_;
  std::size_t times = 1;
  if (type.kind == ElementKind::number || type.kind == ElementKind::enumeration)
    take(width_of(type.number));
  if (type.kind == ElementKind::text || type.kind == ElementKind::reference) take_text();
  if (type.kind == ElementKind::list) times = take_number();
  if (type.kind == ElementKind::array) times = entries(type.extents);
  for (std::size_t i = 0; i < times; ++i)
    for (const ElementType& part : type.parts) take_element(part);
  return before.first(before.size() - left_.size());
}

// ---- Texts -------------------------------------------------------------------------------------

std::string take_as_text(const ElementType& type, Cursor& from) {
  switch (type.kind) {
    case ElementKind::number:
      return number_text(type.number, from.take(width_of(type.number)).data());
    case ElementKind::enumeration:
      return enumeration_text(type, from.take(width_of(type.number)));
    case ElementKind::text:
      return fmt::format("\"{}\"", from.take_text());
    case ElementKind::reference:
      return reference_text(from.take_text());
    case ElementKind::compound:
      return compound_text(type, from);
    case ElementKind::array:
      return entries_text(type.parts[0], entries(type.extents), from);
    case ElementKind::list:
      return entries_text(type.parts[0], from.take_number(), from);
    case ElementKind::declaration:
      break;
  }
  assert(false && "a declaration has no entries");
  return {};
}

std::string kind_text(const Content& content) {
  return type_name(content.type) + " " +
         (content.has_values ? to_text(content.shape) : "without values");
}

// ---- Dimension scales --------------------------------------------------------------------------

void order_reference_list(Content& content, const std::string& attribute) {
  if (attribute != "REFERENCE_LIST" || !contains(content.type, ElementKind::reference)) return;
  std::vector<std::string> all;  // in which letters stand in the order of bytes
  Cursor cursor(content.bytes);
  for (std::size_t i = 0; i < entries(content.shape); ++i) {
    const auto entry = cursor.take_element(content.type);
    all.emplace_back(reinterpret_cast<const char*>(entry.data()), entry.size());
  }
  std::ranges::sort(all);
  const std::string ordered = joined(all, "");
  std::ranges::copy(std::as_bytes(std::span(ordered)), content.bytes.begin());
  for (ElementType& part : content.type.parts)
    if (part.number == "int32") part.number = "uint32";
}

}  // namespace caldera
