#pragma once
// The data sets that networks are trained on. To add one, add an entry in nn/data/data_sets.cpp; files
// of a new format need a reader, too (nn/data/idx_images.h is one).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "caldera/nn/data/dataset.h"

namespace caldera {

/// The two files of one split, told by their SHA-256.
struct SplitFiles {
  std::string inputs_sha256 = {};  ///< 64 lower-case hexadecimal digits, of the uncompressed file
  std::string labels_sha256 = {};  ///< the same
};

/// Files of a data set as someone published them. Of what is drawn there are no files.
struct DataSetVersion {
  std::string name;  ///< what a run says it was made on; its splits are "<name>-train", "<name>-test"
  SplitFiles training = {};  ///< of the training set
  SplitFiles test = {};      ///< of the test set
};

/// A data set: what is known of it, and how it is read or drawn.
struct DataSetEntry {
  std::string title;  ///< how errors call it
  /// In one folder lies one of these. The first one's name stands for whichever it is where a data
  /// set is asked for (experiments/model/data_sets.h).
  std::vector<DataSetVersion> versions;
  std::vector<std::size_t> shape;  ///< of an example's inputs: {height, width} of an image
  std::size_t classes = 0;   ///< 0: examples have targets instead of labels
  std::size_t training = 0;  ///< examples to train on; 0: it has no such split
  std::size_t test = 0;      ///< examples to test on; 0: it has no such split
  float mean = 0;       ///< of p/255 over the training set, p a pixel: inputs are (p/255 − mean)/deviation
  float deviation = 1;  ///< standard deviation of the same
  std::filesystem::path folder = {};  ///< of its files, by default; empty: it is drawn with a seed
  std::string remedy = {};            ///< what to do when its files are missing or wrong
  /// Makes one split, for read_split(). Files do without the seed, what is drawn without the folder.
  std::function<Dataset(const DataSetEntry&, const std::filesystem::path& folder, Split split,
                        std::uint64_t seed)>
      read = {};

  /// Inputs of an example: the product of `shape`.
  std::size_t features() const;
  /// Examples in a split; 0: it has no such split.
  std::size_t examples(Split split) const { return split == Split::train ? training : test; }
  /// Whether it is drawn with a seed instead of read from files.
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
