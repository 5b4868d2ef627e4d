#pragma once
// Run files: one HDF5 file per run, written whole (atomic_file.h), read by the plots.
//
//   /                 attributes program, study, profile, seed, arithmetic_version
//   /configuration    an attribute an option, and gemm
//   /machine          what varies: cpu, simd, threads, compiler, time …      not in the digest
//   /provenance       code_version                                           not in the digest
//   /...              datasets, each with the attributes units and long_name
//
// Behind HDF5's end stands a seal (seal.h), so that an altered file is refused.
// The file grows in memory and reaches the disk in commit(), so its size is limited by memory.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"
#include "experiments/run/hdf5.h"
#include "experiments/run/run_identity.h"

namespace caldera {

/// What the numbers of a dataset are. `units`: "1" for a pure number, "%", "nat", "epoch" …
///
/// `non_finite`: what NaN or infinity means among them, such as "NaN: never found"; empty if
/// neither may be there. It is not stored: it was asked for when runs had digests already, into
/// which every attribute enters. What it says stands in docs/reproducibility.md. A long_name that
/// names "NaN" or "infinite" says it as well, and is for new quantities.
struct Description {
  std::string units;
  std::string long_name;
  std::string non_finite = {};

  bool allows_non_finite() const;
};

/// Writes one run file. T is float, double, std::int32_t, std::int64_t, std::uint8_t or, except in
/// a matrix, std::string. Writing a name twice throws InputError. A number that is not finite
/// throws NonFiniteError, naming the dataset or attribute, unless its description says what it
/// means.
class RunWriter {
 public:
  /// Writes identity, machine and provenance. Nothing is on disk before commit(); call
  /// prepare_output(path) at the start of the program. Throws std::logic_error while a RunQuestion
  /// is alive.
  RunWriter(const std::filesystem::path& path, const RunIdentity& identity);

  /// A dataset of one or two dimensions, a scalar, or any shape. `name`: "/sweep/beta".
  template <class T>
  void vector(const std::string& name, std::span<const T> values, const Description& description) {
    array(name, make_values(values, {values.size()}), description);
  }
  template <class T>
  void vector(const std::string& name, const std::vector<T>& values,
              const Description& description) {
    vector(name, std::span<const T>(values), description);
  }
  template <class T>
  void matrix(const std::string& name, ConstMatrix<T> values, const Description& description);
  template <class T>
  void scalar(const std::string& name, const T& value, const Description& description) {
    array(name, make_scalar(value), description);
  }
  void array(const std::string& name, const Values& values, const Description& description);

  /// An attribute on the root: a scalar or a list.
  template <class T>
  void attribute(const std::string& name, const T& value) {
    write_attribute("/", name, make_scalar(value));
  }
  void attribute(const std::string& name, const char* text) { attribute(name, std::string(text)); }
  template <class T>
  void attribute(const std::string& name, const std::vector<T>& values) {
    write_attribute("/", name, make_values(std::span<const T>(values), {values.size()}));
  }

  /// A fact of this machine or this very execution, such as wall_seconds: not in the digest.
  void machine(const std::string& name, const Option& value);

  /// Writes the file and gives it its name. Nothing may be added afterwards.
  void commit();

 private:
  void write_attribute(const std::string& object, const std::string& name, const Values& values);
  void write_option(const std::string& group, const std::string& name, const Option& option);
  void write_options(const std::string& group, const Configuration& options);

  std::filesystem::path path_;
  hdf5::Handle file_;
};

/// A matrix that owns its memory. Entry (i, j) is values[i · cols + j].
template <class T>
struct StoredMatrix {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<T> values;

  const T& operator()(std::size_t i, std::size_t j) const { return values[i * cols + j]; }
  ConstMatrix<T> view() const { return {values.data(), rows, cols}; }
  std::vector<T> column(std::size_t j) const {
    std::vector<T> result;
    for (std::size_t i = 0; i < rows; ++i) result.push_back((*this)(i, j));
    return result;
  }
};

/// How many entries a reader expects; nothing: any number.
using Length = std::optional<std::size_t>;

/// Reads one run file, or any HDF5 file. Every function throws InputError naming file and path if
/// the thing is missing, of another type or of another number of dimensions. Types are never
/// converted. Movable, not copyable.
///
///     RunFile run("seed1.h5");
///     std::vector<double> beta = run.vector<double>("/sweep/beta");
///     StoredMatrix<double> accuracy = run.matrix<double>("/sweep/test_accuracy_by_class");
///     std::string profile = run.attribute<std::string>("profile");
class RunFile {
 public:
  explicit RunFile(const std::filesystem::path& path);

  /// Lengths that are given are checked too, all before any value is read:
  ///
  ///     run.vector<double>("/sweep/error", beta.size());
  ///     run.matrix<double>("/plane/point", {}, 2);  // any number of rows
  template <class T>
  std::vector<T> vector(const std::string& name, Length length = {}) const;
  template <class T>
  StoredMatrix<T> matrix(const std::string& name, Length rows = {}, Length cols = {}) const;
  template <class T>
  T scalar(const std::string& name) const;

  /// The dataset, once its type (as Values::type) and shape are found to be these.
  Values values(const std::string& name, const std::string& type,
                const std::vector<Length>& shape) const;

  /// A dataset of any type and shape; and these, without its values.
  Values array(const std::string& name) const { return hdf5::read_dataset(file_, name); }
  Kind kind(const std::string& name) const { return hdf5::kind_of_dataset(file_, name); }

  /// Of the root; of any object; and an attribute that is a list.
  template <class T>
  T attribute(const std::string& name) const {
    return attribute_of<T>("/", name);
  }
  template <class T>
  T attribute_of(const std::string& object, const std::string& name) const;
  template <class T>
  std::vector<T> attribute_list(const std::string& name) const;

  /// An attribute of the root as other programs write it: a text, a list of texts, and a list of
  /// integers of any size and sign, or of whole numbers in floating point. A scalar, a list of one, and a matrix of
  /// one row or column are all a list.
  std::string foreign_text(const std::string& name) const;
  std::vector<std::string> foreign_texts(const std::string& name) const;
  std::vector<std::int64_t> foreign_integers(const std::string& name) const;

  Description description(const std::string& name) const;
  RunIdentity identity() const;

  bool has(const std::string& name) const { return hdf5::exists(file_, name); }
  /// Whether the root has such an attribute.
  bool has_attribute(const std::string& name) const;
  /// Members of a group, in byte order.
  std::vector<std::string> members(const std::string& group) const {
    return hdf5::members(file_, group);
  }
  const std::filesystem::path& path() const { return path_; }

  /// For what a reader finds wrong with a dataset: throws InputError "run file: <file>:<name>:
  /// expected …, found …; make the run again".
  [[noreturn]] void refuse(const std::string& name, const std::string& expected,
                           const std::string& found) const;

 private:
  /// "seed1.h5:/sweep/beta"
  std::string where(const std::string& object) const { return path_.string() + ":" + object; }

  std::filesystem::path path_;
  hdf5::Handle file_;
};

/// How long a run took, if its file can be read and says so.
std::optional<double> wall_seconds_of(const std::filesystem::path& path);

}  // namespace caldera
