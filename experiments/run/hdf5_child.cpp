#include "experiments/run/hdf5_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <new>
#include <optional>
#include <system_error>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_content.h"
#include "experiments/run/hdf5_elements.h"
#include "experiments/run/hdf5_stored.h"

namespace caldera::hdf5 {

namespace {

/// The text of the InputError that `action` throws, if it throws one.
template <class Action>
std::optional<std::string> refusal(const Action& action) {
  try {
    action();
    return {};
  } catch (const InputError& error) {
    return error.what();
  }
}

/// What texts and lists of variable length take, beside their pointers.
std::uintmax_t variable_bytes(StoredValues& values) {
  std::uintmax_t sum = 0;
  if (pointers_in_memory(values.type) == 0) return sum;
  visit_parts(values, [&](const ElementType& type, std::byte* memory) {
    if (type.kind == ElementKind::list)
      sum += list_at(memory).len * size_in_memory(type.parts[0]);
    else if (type.kind == ElementKind::text && type.storage.length == 0)
      sum += text_at(type.storage, memory).size();
  });
  return sum;
}

/// Makes the copy of one file: first all objects, then what refers to them.
class Copier {
 public:
  explicit Copier(const std::filesystem::path& path)
      : from_(open_unchecked(path)),
        to_(create_in_memory(path.string())),
        names_(from_),
        most_(always_copied + most_growth * size_of(path)) {}

  std::vector<std::byte> copied() {
    std::vector<std::string> groups;
    const std::vector<std::string> all = objects(from_);
    for (const std::string& object : all) {
      if (is_group(from_, object)) groups.push_back(object);
      copy_object(object);
    }
    for (auto& [object, values] : referring_) {
      copy_references(object, values);
      fill_stored_dataset(to_, object, values);
    }
    for (const std::string& object : all)
      for (const std::string& name : attributes(from_, object)) copy_attribute(object, name);
    copy_links(from_, to_, all, groups);
    return file_image(to_);
  }

 private:
  void copy_object(const std::string& object) {
    if (is_group(from_, object)) return create_group(to_, object);
    const auto reason = refusal([&] {
      if (is_declared_type(from_, object))
        write_declared_type(to_, object, read_declared_type(from_, object));
      else
        copy_dataset(object);
    });
    if (reason) write_refused_dataset(to_, object, *reason);
  }

  void copy_dataset(const std::string& object) {
    StoredValues values = read_stored_dataset(from_, object);
    spend(object, values);
    if (!contains(values.type, ElementKind::reference))
      return write_stored_dataset(to_, object, values);
    for_references(values, [&](std::byte* memory) { names_.path_of(memory, object); });
    make_stored_dataset(to_, object, values);
    referring_.emplace_back(object, std::move(values));
  }

  void copy_attribute(const std::string& object, const std::string& name) {
    const auto reason = refusal([&] {
      StoredValues values = read_stored_attribute(from_, object, name);
      const std::string what = object + "@" + name;
      spend(what, values);
      copy_references(what, values);
      write_stored_attribute(to_, object, name, values);
    });
    if (reason) write_refused_attribute(to_, object, name, *reason);
  }

  static void for_references(StoredValues& values, const std::function<void(std::byte*)>& act) {
    if (!contains(values.type, ElementKind::reference)) return;
    visit_parts(values, [&](const ElementType& type, std::byte* memory) {
      if (type.kind == ElementKind::reference) act(memory);
    });
  }

  /// In place of references to objects of the file, those to the copies.
  void copy_references(const std::string& what, StoredValues& values) {
    for_references(values, [&](std::byte* memory) {
      const std::string& path = names_.path_of(memory, what);
      if (path.empty()) return;
      checked(H5Rcreate(memory, to_, path.c_str(), H5R_OBJECT, H5I_INVALID_HID), to_, what,
              "references that can be copied");
    });
  }

  /// All values of a file have a bound, as each dataset has (hdf5_bounds.cpp).
  void spend(const std::string& what, StoredValues& values) {
    spent_ += values.bytes.size() + variable_bytes(values);
    if (spent_ > most_)
      refuse(from_, what, fmt::format("all values of the file in at most {} bytes", most_), "more",
             "write them without compression");
  }

  static constexpr std::uintmax_t always_copied = std::uintmax_t{1} << 26;

  Handle from_, to_;
  ObjectNames names_;
  std::vector<std::pair<std::string, StoredValues>> referring_;  ///< datasets, still to be filled
  std::uintmax_t most_, spent_ = 0;
};

}  // namespace

std::uintmax_t size_of(const std::filesystem::path& path) {
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  return unknown ? 0 : size;
}

void confine() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGXFSZ})
    std::signal(signal, SIG_DFL);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_FSIZE, &none);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0) _exit(1);
}

std::string copy_file(const std::filesystem::path& path) noexcept {
  try {
    const std::vector<std::byte> copy = Copier(path).copied();
    std::string answer = "c";
    return answer.append(reinterpret_cast<const char*>(copy.data()), copy.size());
  } catch (const InputError& error) {
    return std::string("r") + error.what();
  } catch (const std::bad_alloc&) {
    return "rcannot open: " + path.string() +
           ": expected room for a copy in memory, found too little; allow more memory";
  }
}

std::string copy_in(const std::string& answer) {
  if (answer.front() == 'r') throw InputError(answer.substr(1));
  return answer.substr(1);
}

}  // namespace caldera::hdf5
