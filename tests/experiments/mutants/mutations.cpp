#include "tests/experiments/mutants/mutations.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace caldera::test {

namespace {

/// Calls `action` with a value of the values' type.
template <class Action>
Values as_type(const Values& values, Action action) {
  if (values.type == "float32") return action(float{});
  if (values.type == "float64") return action(double{});
  if (values.type == "int32") return action(std::int32_t{});
  if (values.type == "int64") return action(std::int64_t{});
  if (values.type == "uint8") return action(std::uint8_t{});
  return action(std::string{});
}

template <class T>
Values made_of(const std::vector<T>& numbers, const Shape& shape) {
  return make_values(std::span<const T>(numbers), shape);
}

/// Of another shape; entries that there were not are the first one's, or zero.
Values reshaped(const Values& values, const Shape& shape) {
  return as_type(values, [&]<class T>(T) {
    const std::vector<T> old = values_as<T>(values, "");
    std::vector<T> numbers(entries(shape), old.empty() ? T{} : old.front());
    if (shape.size() == 2 && values.shape.size() == 2)
      for (std::size_t i = 0; i < std::min(shape[0], values.shape[0]); ++i)
        for (std::size_t j = 0; j < std::min(shape[1], values.shape[1]); ++j)
          numbers[i * shape[1] + j] = old[i * values.shape[1] + j];
    else
      std::copy_n(old.begin(), std::min(old.size(), numbers.size()), numbers.begin());
    return made_of(numbers, shape);
  });
}

Values longer(const Values& values, std::size_t dimension, int more) {
  Shape shape = values.shape;
  shape[dimension] = more == 0 ? 0 : shape[dimension] + static_cast<std::size_t>(more);
  return reshaped(values, shape);
}

enum class Number { zero, negative, not_a_number, infinite, huge };

template <class T>
T number(Number kind) {
  if constexpr (std::is_same_v<T, std::string>) {
    return kind == Number::zero ? "" : kind == Number::negative ? "T" : "it's \"\n{x}_`ls`";
  } else {
    using Limits = std::numeric_limits<T>;
    if (kind == Number::zero) return T{0};
    if (kind == Number::negative) return static_cast<T>(-1);
    if (!std::is_floating_point_v<T>) return kind == Number::huge ? Limits::max() : Limits::min();
    return kind == Number::not_a_number ? Limits::quiet_NaN()
           : kind == Number::infinite   ? Limits::infinity()
                                        : Limits::max() / 2;
  }
}

/// `every`-th entries, from `first` on, are such a number.
Values with(const Values& values, Number kind, std::size_t first, std::size_t every) {
  return as_type(values, [&]<class T>(T) {
    std::vector<T> numbers = values_as<T>(values, "");
    for (std::size_t i = first; i < numbers.size(); i += every) numbers[i] = number<T>(kind);
    return made_of(numbers, values.shape);
  });
}

Values of_other_type(const Values& values) {
  const std::size_t count = entries(values.shape);
  if (values.type == "float64") return made_of(std::vector<std::int64_t>(count, 1), values.shape);
  if (values.type == "string") return made_of(std::vector<double>(count, 1.0), values.shape);
  return made_of(std::vector<std::string>(count, "1"), values.shape);
}

Values in_reverse(const Values& values) {
  return as_type(values, [&]<class T>(T) {
    std::vector<T> numbers = values_as<T>(values, "");
    std::ranges::reverse(numbers);
    return made_of(numbers, values.shape);
  });
}

/// Named ways to change values. They are made when they are wanted: some datasets are large.
using Change = std::function<Values(const Values&)>;
using Changes = std::vector<std::pair<std::string, Change>>;

Change to_length(std::size_t dimension, int more) {
  return [=](const Values& values) { return longer(values, dimension, more); };
}

Change to_number(Number kind, std::size_t first, std::size_t every) {
  return [=](const Values& values) { return with(values, kind, first, every); };
}

Change to_shape(const Shape& shape) {
  return [=](const Values& values) { return reshaped(values, shape); };
}

void add_shapes(const Shape& shape, Changes& changes) {
  constexpr const char* parts[] = {"entry or row", "column", "layer"};
  for (std::size_t d = 0; d < shape.size(); ++d) {
    if (shape[d] > 0) changes.emplace_back(std::string("a ") + parts[d] + " short", to_length(d, -1));
    changes.emplace_back(std::string("a ") + parts[d] + " more", to_length(d, 1));
    changes.emplace_back(std::string("no ") + parts[d], to_length(d, 0));
  }
  Shape other = shape;
  other.push_back(1);
  changes.emplace_back("a dimension more", to_shape(other));
  if (shape.empty()) return;
  changes.emplace_back("a dimension less", to_shape({shape.begin(), shape.end() - 1}));
}

void add_numbers(std::size_t count, Changes& changes) {
  for (const auto& [name, kind] : {std::pair("zero", Number::zero),
                                   {"negative", Number::negative},
                                   {"NaN", Number::not_a_number},
                                   {"infinite", Number::infinite},
                                   {"huge", Number::huge}}) {
    changes.emplace_back(std::string("all ") + name, to_number(kind, 0, 1));
    if (count < 2) continue;
    changes.emplace_back(std::string("first ") + name, to_number(kind, 0, count));
    changes.emplace_back(std::string("middle ") + name, to_number(kind, count / 2, count));
    changes.emplace_back(std::string("last ") + name, to_number(kind, count - 1, count));
    changes.emplace_back(std::string("every third ") + name, to_number(kind, 1, 3));
  }
  if (count > 1) changes.emplace_back("in reverse", in_reverse);
}

Changes changes_of(const Values& values) {
  Changes changes;
  add_shapes(values.shape, changes);
  if (entries(values.shape) > 0) add_numbers(entries(values.shape), changes);
  changes.emplace_back("another type", of_other_type);
  return changes;
}

void add_dataset(const std::string& path, const Values& values, std::vector<Mutation>& mutations) {
  mutations.push_back({path + ": missing", [=](FileContent& file) { file.erase(path); }});
  mutations.push_back({path + ": a group", [=](FileContent& file) { file[path].values.reset(); }});
  for (const auto& variant : changes_of(values))
    mutations.push_back({path + ": " + variant.first, [path, variant](FileContent& file) {
                           std::optional<Values>& stored = file[path].values;
                           stored = variant.second(*stored);
                         }});
}

void add_attribute(const std::string& path, const std::string& name, const Values& values,
                   std::vector<Mutation>& mutations) {
  const std::string where = path + "@" + name + ": ";
  mutations.push_back(
      {where + "missing", [=](FileContent& file) { file[path].attributes.erase(name); }});
  if (path != "/" && path != "/configuration") return;
  for (const auto& variant : changes_of(values))
    mutations.push_back({where + variant.first, [path, name, variant](FileContent& file) {
                           Values& stored = file[path].attributes[name];
                           stored = variant.second(stored);
                         }});
}

}  // namespace

std::vector<Mutation> mutations_of(const FileContent& content) {
  std::vector<Mutation> mutations;
  for (const auto& [path, object] : content) {
    if (object.values) add_dataset(path, *object.values, mutations);
    if (path.starts_with("/machine")) continue;
    for (const auto& [name, values] : object.attributes)
      add_attribute(path, name, values, mutations);
  }
  return mutations;
}

}  // namespace caldera::test
