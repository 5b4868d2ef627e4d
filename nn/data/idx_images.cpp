#include "caldera/nn/data/idx_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sha256.h"
#include "caldera/nn/data/idx.h"

namespace caldera {

namespace {

bool is_there(const std::filesystem::path& file) {
  std::error_code unreadable;  // opening says it better
  return std::filesystem::exists(file, unreadable) || unreadable;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// What lies in the folder instead of "<split>-<what>-…": a file whose name has both words, or nothing.
std::string similar_file(const std::filesystem::path& folder, const std::string& split,
                         const std::string& what) {
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string(), plain = lower(name);
    if (plain.find(split) != std::string::npos && plain.find(what) != std::string::npos)
      names.push_back(name);
  }
  if (error) return "no folder that can be read: " + error.message();
  if (names.empty()) return "none";
  const std::string name = std::ranges::min(names);
  return name + (name.ends_with(".gz") ? ", which is packed: gunzip it" : ", which has another name");
}

/// One of the four files, as it was published, train-images-idx3-ubyte, or as some programs unpack it,
/// train-images.idx3-ubyte.
std::filesystem::path find_file(const std::filesystem::path& folder, const std::string& split,
                                const std::string& what, const std::string& ending,
                                const DataSetEntry& set) {
  const std::filesystem::path published = folder / (split + "-" + what + "-" + ending);
  const std::filesystem::path unpacked = folder / (split + "-" + what + "." + ending);
  if (is_there(published)) return published;
  if (is_there(unpacked)) return unpacked;
  throw InputError(set.title, published.string(), "a file",
                   similar_file(folder, split, what), set.remedy);
}

void check_image_size(const IdxArray& images, const std::filesystem::path& file,
                      const DataSetEntry& set) {
  const std::size_t height = set.shape.at(0), width = set.shape.at(1);
  if (images.shape[1] != height || images.shape[2] != width)
    throw InputError(fmt::format("{} image size", set.title), file.string(),
                     fmt::format("{} x {}", height, width),
                     fmt::format("{} x {}", images.shape[1], images.shape[2]), set.remedy);
}

void check_labels(const IdxArray& labels, std::size_t count, const std::filesystem::path& file,
                  const DataSetEntry& set) {
  if (labels.shape[0] != count)
    throw InputError(fmt::format("{} labels", set.title), file.string(),
                     fmt::format("{}, one an image", count), fmt::format("{}", labels.shape[0]),
                     set.remedy);
  const auto wrong =
      std::ranges::find_if(labels.values, [&](auto label) { return label >= set.classes; });
  if (wrong != labels.values.end())
    throw InputError(fmt::format("{} label", set.title),
                     fmt::format("{}[{}]", file.string(), wrong - labels.values.begin()),
                     fmt::format("at most {}", set.classes - 1), fmt::format("{}", *wrong),
                     set.remedy);
}

const SplitFiles& files_of(const DataSetVersion& version, Split split) {
  return split == Split::train ? version.training : version.test;
}

/// The version whose images these are.
const DataSetVersion& version_of(const std::filesystem::path& images, const DataSetEntry& set,
                                 Split split) {
  const std::string found = sha256_of_file(images);
  std::string expected;
  for (const DataSetVersion& version : set.versions) {
    const std::string& known = files_of(version, split).inputs_sha256;
    if (found == known) return version;
    expected += fmt::format("{}{}", expected.empty() ? "" : " or ", known);
  }
  throw InputError(fmt::format("{} checksum", set.title), images.string(), expected, found,
                   set.remedy);
}

void check_sha256(const std::filesystem::path& file, const std::string& expected,
                  const DataSetEntry& set) {
  if (const std::string found = sha256_of_file(file); found != expected)
    throw InputError(fmt::format("{} checksum", set.title), file.string(), expected, found,
                     set.remedy);
}

}  // namespace

float standardise(std::uint8_t pixel, float mean, float deviation) {
  return (static_cast<float>(pixel) / 255.0F - mean) / deviation;
}

Dataset read_images(const std::filesystem::path& images_file,
                    const std::filesystem::path& labels_file, const DataSetEntry& set,
                    std::string name) {
  const IdxArray images = read_idx(images_file, 3);
  check_image_size(images, images_file, set);
  IdxArray labels = read_idx(labels_file, 1);
  check_labels(labels, images.shape[0], labels_file, set);

  Dataset data;
  data.name = std::move(name);
  data.count = images.shape[0];
  data.features = set.features();
  data.classes = set.classes;
  data.inputs.resize(images.values.size());
  std::ranges::transform(images.values, data.inputs.begin(), [&](std::uint8_t pixel) {
    return standardise(pixel, set.mean, set.deviation);
  });
  data.labels = std::move(labels.values);
  const auto black = static_cast<std::size_t>(std::ranges::count(images.values, 0));
  if (black >= images.values.size() / 10 * 7)
    data.background = standardise(0, set.mean, set.deviation);
  return data;
}

Dataset read_published(const DataSetEntry& set, const std::filesystem::path& folder, Split split,
                       std::uint64_t) {
  const std::string prefix = split == Split::train ? "train" : "t10k";
  const std::filesystem::path images = find_file(folder, prefix, "images", "idx3-ubyte", set);
  const std::filesystem::path labels = find_file(folder, prefix, "labels", "idx1-ubyte", set);
  // Structure before checksum: "truncated" says more than "another checksum".
  Dataset data = read_images(images, labels, set, "");
  const DataSetVersion& version = version_of(images, set, split);
  check_sha256(labels, files_of(version, split).labels_sha256, set);
  data.name = version.name + (split == Split::train ? "-train" : "-test");
  return data;
}

}  // namespace caldera
