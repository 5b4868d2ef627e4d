#include "experiments/run/run_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/machine.h"
#include "experiments/run/seal.h"

namespace caldera {

namespace {

void check_finite(const Values& values, const std::string& where) {
  if (const auto bad = first_not_finite(values))
    throw NonFiniteError(where + ": " + entry_text(values, *bad) + " at entry " +
                         std::to_string(*bad) + ", where it has no meaning");
}

Option option_of(const Values& values, const std::string& where) {
  if (values.type == "string") return values_as<std::string>(values, where).at(0);
  if (values.type == "float64") return values_as<double>(values, where).at(0);
  return values_as<std::int64_t>(values, where).at(0);
}

void check_rank(const Shape& shape, std::size_t rank, const std::string& where) {
  if (shape.size() == rank) return;
  throw InputError("wrong number of dimensions", where, fmt::format("{}", rank),
                   fmt::format("{} ({})", shape.size(), to_text(shape)),
                   "make the file again with the expected shape");
}

bool fits(const Shape& shape, const std::vector<Length>& expected) {
  return std::ranges::equal(shape, expected, [](std::size_t extent, const Length& length) {
    return !length || extent == *length;
  });
}

/// "3 entries" or "any x 2"
std::string to_text(const std::vector<Length>& shape) {
  const auto text = [](const Length& length) { return length ? std::to_string(*length) : "any"; };
  if (shape.size() == 1) return text(shape[0]) + " entries";
  return shape.empty() ? "scalar" : text(shape[0]) + " x " + text(shape[1]);
}

}  // namespace

bool Description::allows_non_finite() const {
  return !non_finite.empty() || long_name.find("NaN") != std::string::npos ||
         long_name.find("infinite") != std::string::npos;
}

// ---- Writing -----------------------------------------------------------------------------------

RunWriter::RunWriter(const std::filesystem::path& path, const RunIdentity& identity)
    : path_(path), file_(hdf5::create_in_memory()) {
  if (RunQuestion::is_asked())
    throw std::logic_error(path.string() + ": the run is only asked for, not made");
  attribute("program", identity.program);
  attribute("study", identity.study);
  attribute("profile", identity.profile);
  attribute("seed", identity.seed);
  attribute("arithmetic_version", std::int64_t{arithmetic_version});
  write_options("/configuration", complete(identity.configuration));
  write_options("/machine", machine_facts());
  write_options("/provenance", {{"code_version", code_version()}});
}

void RunWriter::write_attribute(const std::string& object, const std::string& name,
                                const Values& values) {
  check_finite(values, path_.string() + ":" + object + "@" + name);
  hdf5::write_attribute(file_, object, name, values);
}

void RunWriter::write_option(const std::string& group, const std::string& name,
                             const Option& option) {
  std::visit([&](const auto& value) { write_attribute(group, name, make_scalar(value)); }, option);
}

void RunWriter::write_options(const std::string& group, const Configuration& options) {
  hdf5::create_group(file_, group);
  for (const auto& [name, value] : options) write_option(group, name, value);
}

template <class T>
void RunWriter::matrix(const std::string& name, ConstMatrix<T> values,
                       const Description& description) {
  std::vector<T> packed;
  packed.reserve(values.size());
  for (std::size_t i = 0; i < values.rows; ++i) {
    const std::span<const T> row = values.row(i);
    packed.insert(packed.end(), row.begin(), row.end());
  }
  array(name, make_values(std::span<const T>(packed), {values.rows, values.cols}), description);
}

void RunWriter::array(const std::string& name, const Values& values,
                      const Description& description) {
  if (!description.allows_non_finite()) check_finite(values, path_.string() + ":" + name);
  hdf5::write_dataset(file_, name, values);
  hdf5::write_attribute(file_, name, "units", make_scalar(description.units));
  hdf5::write_attribute(file_, name, "long_name", make_scalar(description.long_name));
}

void RunWriter::machine(const std::string& name, const Option& value) {
  write_option("/machine", name, value);
}

void RunWriter::commit() {
  std::vector<std::byte> bytes = hdf5::file_image(file_);
  const std::string last_line = seal(bytes);
  const auto sealing = std::as_bytes(std::span(last_line));
  bytes.insert(bytes.end(), sealing.begin(), sealing.end());
  write_atomically(path_, bytes);
}

// ---- Reading -----------------------------------------------------------------------------------

RunFile::RunFile(const std::filesystem::path& path) : path_(path), file_(hdf5::open_file(path)) {}

void RunFile::refuse(const std::string& name, const std::string& expected,
                     const std::string& found) const {
  throw InputError("run file", where(name), expected, found, "make the run again");
}

Values RunFile::values(const std::string& name, const std::string& type,
                       const std::vector<Length>& shape) const {
  const Kind kind = hdf5::kind_of_dataset(file_, name);
  check_rank(kind.shape, shape.size(), where(name));
  check_type(kind.type, type, where(name));
  if (!fits(kind.shape, shape)) refuse(name, to_text(shape), caldera::to_text(kind.shape));
  return hdf5::read_dataset(file_, name);
}

template <class T>
std::vector<T> RunFile::vector(const std::string& name, Length length) const {
  return values_as<T>(values(name, element_type<T>(), {length}), where(name));
}

template <class T>
StoredMatrix<T> RunFile::matrix(const std::string& name, Length rows, Length cols) const {
  const Values found = values(name, element_type<T>(), {rows, cols});
  return {found.shape[0], found.shape[1], values_as<T>(found, where(name))};
}

template <class T>
T RunFile::scalar(const std::string& name) const {
  return values_as<T>(values(name, element_type<T>(), {}), where(name)).at(0);
}

template <class T>
T RunFile::attribute_of(const std::string& object, const std::string& name) const {
  const Values values = hdf5::read_attribute(file_, object, name);
  check_rank(values.shape, 0, where(object + "@" + name));
  return values_as<T>(values, where(object + "@" + name)).at(0);
}

template <class T>
std::vector<T> RunFile::attribute_list(const std::string& name) const {
  const Values values = hdf5::read_attribute(file_, "/", name);
  check_rank(values.shape, 1, where("/@" + name));
  return values_as<T>(values, where("/@" + name));
}

std::string RunFile::foreign_text(const std::string& name) const {
  const std::vector<std::string> texts = foreign_texts(name);
  if (texts.size() != 1)
    throw InputError("HDF5", where("/@" + name), "one string", std::to_string(texts.size()),
                     "write it as one string");
  return texts.front();
}

std::vector<std::string> RunFile::foreign_texts(const std::string& name) const {
  return values_as<std::string>(hdf5::read_attribute(file_, "/", name), where("/@" + name));
}

bool RunFile::has_attribute(const std::string& name) const {
  return std::ranges::count(hdf5::attributes(file_, "/"), name) > 0;
}

std::vector<std::int64_t> RunFile::foreign_integers(const std::string& name) const {
  return hdf5::read_integers(file_, "/", name);
}

Description RunFile::description(const std::string& name) const {
  return {attribute_of<std::string>(name, "units"), attribute_of<std::string>(name, "long_name")};
}

RunIdentity RunFile::identity() const {
  RunIdentity identity{attribute<std::string>("program"),
                       attribute<std::string>("study"),
                       attribute<std::string>("profile"),
                       attribute<std::int64_t>("seed"),
                       {}};
  for (const std::string& name : hdf5::attributes(file_, "/configuration")) {
    const Values values = hdf5::read_attribute(file_, "/configuration", name);
    check_rank(values.shape, 0, where("/configuration@" + name));
    identity.configuration[name] = option_of(values, where("/configuration@" + name));
  }
  return identity;
}

// ---- Instances ---------------------------------------------------------------------------------

#define CALDERA_INSTANTIATE(T)                                                           \
  template std::vector<T> RunFile::vector<T>(const std::string&, Length) const;          \
  template StoredMatrix<T> RunFile::matrix<T>(const std::string&, Length, Length) const; \
  template T RunFile::scalar<T>(const std::string&) const;                               \
  template T RunFile::attribute_of<T>(const std::string&, const std::string&) const;     \
  template std::vector<T> RunFile::attribute_list<T>(const std::string&) const;          \
  template void RunWriter::matrix<T>(const std::string&, ConstMatrix<T>, const Description&);
CALDERA_INSTANTIATE(float)
CALDERA_INSTANTIATE(double)
CALDERA_INSTANTIATE(std::int32_t)
CALDERA_INSTANTIATE(std::int64_t)
CALDERA_INSTANTIATE(std::uint8_t)
CALDERA_INSTANTIATE(std::string)
#undef CALDERA_INSTANTIATE

std::optional<double> wall_seconds_of(const std::filesystem::path& path) {
  try {
    return RunFile(path).attribute_of<double>("/machine", "wall_seconds");
  } catch (const InputError&) {
    return std::nullopt;  // not every program writes it
  }
}

}  // namespace caldera
