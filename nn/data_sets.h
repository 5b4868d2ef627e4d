#pragma once
// The data sets that networks are trained on. One entry in nn/data_sets.cpp adds one; files of a
// new format need a reader, too (nn/idx_images.h is one).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "caldera/nn/dataset.h"

namespace caldera {

/// The two files of one split, told by their SHA-256.
struct SplitFiles {
  std::string inputs_sha256 = {};
  std::string labels_sha256 = {};
};

/// Files of a data set as someone published them. Of what is drawn there are no files.
struct DataSetVersion {
  std::string name;  ///< what a run says it was made on; its splits are "<name>-train", "<name>-test"
  SplitFiles training = {}, test = {};
};

struct DataSetEntry {
  std::string title;  ///< how errors call it
  /// In one folder lies one of these. The first one's name stands for whichever it is where a data
  /// set is asked for (experiments/model/data_sets.h).
  std::vector<DataSetVersion> versions;
  std::vector<std::size_t> shape;  ///< of an example's inputs: {height, width} of an image
  std::size_t classes = 0;
  std::size_t training = 0, test = 0;  ///< examples; 0: it has no such split
  /// Of p/255 over the training set, p a pixel: inputs are (p/255 − mean)/deviation.
  float mean = 0, deviation = 1;
  std::filesystem::path folder = {};  ///< of its files, by default; empty: it is drawn with a seed
  std::string remedy = {};            ///< what to do when its files are missing or wrong
  std::function<Dataset(const DataSetEntry&, const std::filesystem::path& folder, Split split,
                        std::uint64_t seed)>
      read = {};

  /// Inputs of an example.
  std::size_t features() const;
  std::size_t examples(Split split) const { return split == Split::train ? training : test; }
  bool is_drawn() const { return folder.empty(); }
};

/// All of them.
const std::vector<DataSetEntry>& data_sets();

/// The one that has a version of this name. Throws InputError for an unknown name; `where`: who
/// says it.
const DataSetEntry& data_set(const std::string& name, const std::string& where = "its name");

/// One split of whichever version lies in `folder`, or, if that is empty, in the default one; of
/// what is drawn, with this seed. Throws InputError for a split that it does not have, and what its
/// reader refuses.
Dataset read_split(const DataSetEntry& set, const std::filesystem::path& folder, Split split,
                   std::uint64_t seed = 1);

}  // namespace caldera
