#include "tests/fuzz/built_file.h"

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_calls.h"
#include "experiments/run/seal.h"
#include "tests/content.h"
#include "tests/fuzz/choices.h"

namespace caldera::fuzz {

using hdf5::Handle;

namespace {

constexpr std::size_t most_steps = 24;

constexpr H5F_libver_t formats[] = {H5F_LIBVER_EARLIEST, H5F_LIBVER_V18, H5F_LIBVER_LATEST};

/// A file that is being built. Steps that HDF5 refuses add nothing.
class Builder {
 public:
  Builder(const std::filesystem::path& path, H5F_libver_t oldest)
      : file_(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, hdf5::without_times(H5P_FILE_CREATE),
                        access(oldest)),
              H5Fclose) {}

  void add(Step step, Choices& choices);
  void finish(const std::filesystem::path& path, bool sealed);

 private:
  /// Written to the disk at once, when the file is closed.
  static Handle access(H5F_libver_t oldest) {
    Handle properties(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_core(properties, std::size_t{1} << 16, true);
    H5Pset_libver_bounds(properties, oldest, H5F_LIBVER_LATEST);
    return properties;
  }

  void remove(const std::string& name) { H5Ldelete(file_, name.c_str(), H5P_DEFAULT); }
  void add_array(Choices& choices);
  void add_note(Choices& choices);
  void add_link(Choices& choices);
  void add_nest(std::size_t depth);
  void add_model(std::size_t kind);
  void add_run(std::int64_t seed);
  void add_sweep(std::size_t points);
  void add_table(std::size_t rows);

  template <class T>
  void numbers(const std::string& name, const Shape& shape) {
    const std::vector<T> values(entries(shape), T{1});
    remove(name);
    hdf5::write_dataset(file_, name, make_values(std::span<const T>(values), shape));
  }
  void described(const std::string& name, const Shape& shape) {
    numbers<double>(name, shape);
    attribute(name, "units", make_scalar(std::string("1")));
    attribute(name, "long_name", make_scalar(std::string("a number")));
  }
  void attribute(const std::string& owner, const std::string& name, const Values& values) {
    H5Adelete_by_name(file_, owner.c_str(), name.c_str(), H5P_DEFAULT);
    hdf5::write_attribute(file_, owner, name, values);
  }
  void text(const std::string& name, const std::string& value) {
    attribute("/", name, make_scalar(value));
  }
  void sizes(const std::string& name, const std::vector<std::int64_t>& list) {
    attribute("/", name, make_values(std::span(list), {list.size()}));
  }

  Handle file_;
  std::map<std::size_t, char> altered_;  // place → byte
};

void Builder::add_array(Choices& choices) {
  const std::string name = choices.of(object_names);
  const Handle type = choose_type(choices), space = choose_space(choices);
  remove(name);
  const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  const Handle dataset(H5Dcreate2(file_, name.c_str(), type, space, links,
                                  choose_layout(choices, space), H5P_DEFAULT),
                       H5Dclose);
  if (dataset < 0 || choices.below(4) == 3) return;  // never written
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  // Into a virtual one that refers to itself HDF5 writes for ever; and no values outside of the file.
  if (H5Pget_layout(creation) == H5D_VIRTUAL || H5Pget_external_count(creation) > 0) return;
  transfer_values(choices, type, space, [&](hid_t memory_type, const void* memory) {
    H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory);
  });
}

void Builder::add_note(Choices& choices) {
  const std::string owner = choices.of(object_names), name = choices.of(attribute_names);
  const Handle type = choose_type(choices), space = choose_space(choices);
  // In the newest format HDF5 takes all of the memory that an attribute claims.
  const auto size = static_cast<double>(H5Sget_simple_extent_npoints(space)) *
                    static_cast<double>(H5Tget_size(type));
  if (size > double(1 << 24)) return;
  H5Adelete_by_name(file_, owner.c_str(), name.c_str(), H5P_DEFAULT);
  const Handle made(H5Acreate_by_name(file_, owner.c_str(), name.c_str(), type, space, H5P_DEFAULT,
                                      H5P_DEFAULT, H5P_DEFAULT),
                    H5Aclose);
  if (made < 0) return;
  transfer_values(choices, type, space, [&](hid_t memory_type, const void* memory) {
    H5Awrite(made, memory_type, memory);
  });
}

void Builder::add_link(Choices& choices) {
  const std::string name = choices.of(object_names);
  const std::size_t kind = choices.below(3);
  const std::string to = choices.of(object_names);
  const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  if (name != to) remove(name);
  if (kind == 0) H5Lcreate_soft(to.c_str(), file_, name.c_str(), links, H5P_DEFAULT);
  if (kind == 1) H5Lcreate_hard(file_, to.c_str(), file_, name.c_str(), links, H5P_DEFAULT);
  if (kind == 2) H5Lcreate_external("gone.h5", to.c_str(), file_, name.c_str(), links, H5P_DEFAULT);
}

void Builder::add_nest(std::size_t depth) {
  Handle inner(H5Gopen2(file_, "/", H5P_DEFAULT), H5Gclose);
  for (std::size_t level = 0; level < depth && inner >= 0; ++level)
    inner = Handle(H5Gcreate2(inner, "g", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
}

void Builder::add_model(std::size_t kind) {
  const bool is_cnn = kind == 2;
  text("architecture", is_cnn ? "cnn" : "mlp");
  text("activation", "tanh");
  sizes("layers", {2, 3, 2});
  if (is_cnn) {
    sizes("image", {2, 3, 1});  // 2 × 3, kernel 2: 1 × 2, pooled by 1, one channel
    sizes("channels", {1});
    sizes("kernels", {2});
    sizes("pools", {1});
    numbers<float>("/parameters/convolution1/weight", {1, 4});
    numbers<float>("/parameters/convolution1/bias", {1});
  }
  for (const auto& [layer, out, in] : {std::tuple("layer1", 3, 2), std::tuple("layer2", 2, 3)}) {
    const std::string folder = std::string("/parameters/") + layer;
    const auto rows = static_cast<std::size_t>(out), cols = static_cast<std::size_t>(in);
    if (kind == 1) {
      numbers<double>(folder + "/weight", {rows, cols});
      numbers<double>(folder + "/bias", {rows});
    } else {
      numbers<float>(folder + "/weight", {rows, cols});
      numbers<float>(folder + "/bias", {rows});
    }
  }
}

void Builder::add_run(std::int64_t seed) {
  text("program", "fuzz");
  text("study", "one");
  text("profile", "smoke");
  attribute("/", "seed", make_scalar(seed));
  attribute("/", "arithmetic_version", make_scalar(std::int64_t{1}));
  hdf5::create_group(file_, "/configuration");
  attribute("/configuration", "steps", make_scalar(std::int64_t{3}));
  attribute("/configuration", "gemm", make_scalar(std::string("exact")));
}

void Builder::add_sweep(std::size_t points) {
  for (const char* column :
       {"beta", "epochs", "training_error_running", "training_error", "test_error",
        "training_accuracy", "test_accuracy", "minimised_training_loss", "minimised_test_loss",
        "reported_training_loss", "reported_test_loss", "distance", "pull_curvature",
        "error_gradient_norm", "loss_gradient_norm"})
    described(std::string("/sweep/") + column, {points});
  described("/sweep/test_accuracy_by_class", {points, 2});
  numbers<float>("/sweep/parameters", {points, 17});
}

void Builder::add_table(std::size_t rows) {
  for (const char* name : {"/table/x", "/table/y", "/signals/step", "/signals/error"})
    described(name, {rows});
}

void Builder::add(Step step, Choices& choices) {
  try {
    switch (step) {
      case group:
        return hdf5::create_group(file_, choices.of(object_names));
      case array:
        return add_array(choices);
      case note:
        return add_note(choices);
      case link:
        return add_link(choices);
      case nest:
        return add_nest(8 * choices.below(8));
      case model:
        return add_model(choices.below(3));
      case run:
        return add_run(static_cast<std::int64_t>(choices.below(256)));
      case sweep:
        return add_sweep(choices.below(8));
      case table:
        return add_table(choices.below(8));
      case alter: {
        const std::size_t high = choices.below(256), low = choices.below(256);
        altered_[256 * high + low] = static_cast<char>(choices.below(256));
        return;
      }
      default:
        return;
    }
  } catch (const InputError&) {  // our own layer refused the step
  }
}

void Builder::finish(const std::filesystem::path& path, bool sealed) {
  file_ = Handle(H5I_INVALID_HID, H5Fclose);
  if (altered_.empty() && !sealed) return;
  std::string bytes = test::content(path);
  if (sealed) bytes += seal(std::as_bytes(std::span(bytes)));
  for (const auto& [place, byte] : altered_)
    if (place < bytes.size()) bytes[place] = byte;
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

void build_file(const std::filesystem::path& path, const Frame& frame, Bytes steps) {
  hdf5::silence_error_stack();
  Choices choices(steps);
  Builder builder(path, formats[frame.format]);
  for (std::size_t count = 0; count < most_steps && !choices.done(); ++count)
    builder.add(static_cast<Step>(choices.below(kinds_of_steps)), choices);
  builder.finish(path, frame.sealed);
}

}  // namespace caldera::fuzz
