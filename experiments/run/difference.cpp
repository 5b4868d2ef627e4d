#include "experiments/run/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "experiments/run/hdf5.h"
#include "experiments/run/stored_number.h"

namespace caldera {

namespace {

// ---- Numbers and elements ----------------------------------------------------------------------

bool agree(double a, double b, const Tolerance& tolerance) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return true;
  if (std::isinf(a) || std::isinf(b)) return false;
  const double size = std::max(std::abs(a), std::abs(b));
  return std::abs(a - b) <= std::max(tolerance.relative * size, tolerance.absolute);
}

/// Takes an element of each. If they do not agree, how much is taken is open.
bool take_agreeing(const ElementType& type, Cursor& a, Cursor& b, const Tolerance& tolerance) {
  std::size_t times = 1;
  if (type.kind == ElementKind::number && is_floating(type.number)) {
    const std::size_t width = width_of(type.number);
    return agree(floating_at(type.number, a.take(width).data()),
                 floating_at(type.number, b.take(width).data()), tolerance);
  }
  if (type.parts.empty()) return std::ranges::equal(a.take_element(type), b.take_element(type));
  if (type.kind == ElementKind::array) times = entries(type.extents);
  if (type.kind == ElementKind::list && (times = a.take_number()) != b.take_number()) return false;
  for (std::size_t i = 0; i < times; ++i)
    for (const ElementType& part : type.parts)
      if (!take_agreeing(part, a, b, tolerance)) return false;
  return true;
}

bool is_exact(const Tolerance& tolerance) {
  return tolerance.relative == 0 && tolerance.absolute == 0;
}

/// Whether an entry of each, alone, agree.
bool entries_agree(const ElementType& type, std::span<const std::byte> a,
                   std::span<const std::byte> b, const Tolerance& tolerance) {
  Cursor from_a(a), from_b(b);
  return is_exact(tolerance) ? std::ranges::equal(a, b)
                             : take_agreeing(type, from_a, from_b, tolerance);
}

// ---- Contents ----------------------------------------------------------------------------------

/// "[3, 4]" of entry `flat` in row order; nothing for a scalar.
std::string index_text(const Shape& shape, std::size_t flat) {
  std::vector<std::size_t> index(shape.size());
  for (std::size_t d = shape.size(); d-- > 0; flat /= shape[d]) index[d] = flat % shape[d];
  return shape.empty() ? "" : fmt::format("[{}]", joined(index, ", "));
}

/// How two readable things differ: the text after the place's name, for a and for b.
struct Parting {
  std::string index;
  std::string in_a;
  std::string in_b;
};

std::optional<Parting> part(const Content& a, const Content& b, const Tolerance& tolerance) {
  if (kind_text(a) != kind_text(b)) return Parting{"", kind_text(a), kind_text(b)};
  if (a.bytes == b.bytes) return std::nullopt;
  Cursor in_a(a.bytes), in_b(b.bytes);
  for (std::size_t i = 0; i < entries(a.shape); ++i) {
    const auto entry_a = in_a.take_element(a.type), entry_b = in_b.take_element(a.type);
    if (entries_agree(a.type, entry_a, entry_b, tolerance)) continue;
    Cursor text_a(entry_a), text_b(entry_b);
    return Parting{index_text(a.shape, i), take_as_text(a.type, text_a),
                   take_as_text(a.type, text_b)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> first_difference(const std::filesystem::path& path_a,
                                            const std::filesystem::path& path_b,
                                            const Selection& selection,
                                            const Tolerance& tolerance) {
  const hdf5::Handle a = hdf5::open_file(path_a), b = hdf5::open_file(path_b);
  const hdf5::ContentReader reader_a(a), reader_b(b);
  const std::vector<DigestPlace> in_a = places(a, selection), in_b = places(b, selection);
  std::vector<DigestPlace> all;
  std::ranges::set_union(in_a, in_b, std::back_inserter(all));
  for (const DigestPlace& place : all) {
    const bool has_a = std::ranges::binary_search(in_a, place);
    const bool has_b = std::ranges::binary_search(in_b, place);
    const auto parting =
        has_a && has_b ? part(read(reader_a, place), read(reader_b, place), tolerance)
                       : Parting{"", has_a ? "present" : "missing", has_b ? "present" : "missing"};
    if (!parting) continue;
    return fmt::format("{}{}: {} in {}, {} in {}", place.text(), parting->index, parting->in_a,
                       path_a.string(), parting->in_b, path_b.string());
  }
  return std::nullopt;
}

}  // namespace caldera
