#pragma once
// Examples with their labels or targets, stored once, in float.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// The examples that a network learns from, or those that it is judged by.
enum class Split {
  train,  ///< what it learns from
  test    ///< what it is judged by
};

/// `count` examples of `features` inputs each; and for classification one label < `classes` an
/// example, or for anything else a row of targets. Inputs are floats; probes in double widen them, so
/// that training and probing see the same numbers. Owns them all; objectives, mini-batches and the like
/// borrow it.
struct Dataset {
  std::string name;                  ///< "mnist-train", say: how errors and runs call it
  std::size_t count = 0;             ///< examples
  std::size_t features = 0;          ///< inputs of an example
  std::size_t classes = 0;           ///< at most 256, as labels are bytes; 0: there are targets instead
  std::vector<float> inputs;         ///< count × features, row-major
  std::vector<std::uint8_t> labels;  ///< count; empty if there are no classes
  std::vector<float> targets = {};   ///< count × target_count(), row-major; empty if there are labels
  /// What at least seven tenths of all inputs are, such as black; 0: there is no such number, or
  /// nobody has looked. Full-data passes and training skip it (autograd/background.h), which
  /// changes bits.
  float background = 0;

  /// The inputs as a count × features view; valid while the data set lives.
  ConstMatrix<float> matrix() const { return {inputs.data(), count, features}; }

  /// Whether examples have labels, not targets.
  bool is_classification() const { return classes > 0; }
  /// Numbers an example that a loss takes: its label, or its targets. With targets, count ≥ 1.
  std::size_t target_count() const { return is_classification() ? 1 : targets.size() / count; }
  /// Writes those of example i; out: target_count() entries.
  template <class T>
  void read_targets(std::size_t i, std::span<T> out) const {
    if (is_classification())
      out[0] = labels[i];
    else
      std::copy_n(targets.data() + i * out.size(), out.size(), out.data());
  }
};

/// The same data set, for whoever means to look at all of its examples: asserts that there are as many
/// inputs and labels or targets as it says, and labels of its classes only. Throws InputError if it is
/// empty: a mean over nothing is no number.
const Dataset& with_examples(const Dataset& data);
const Dataset& with_examples(const Dataset&& data) = delete;

/// Whether models read a data set by its nonzeros: it has a background, and products are exact. The
/// backend openblas multiplies densely.
bool skips_background(const Dataset& data);

/// The first `count` examples, under the same name. Throws InputError, naming the option that
/// asked for them, unless there are so many, and at least one.
Dataset first_examples(const Dataset& data, std::size_t count,
                       const std::string& option = "--subset");

/// The examples with a label, in order, under the same name; possibly none. Of classification only.
Dataset examples_of_class(const Dataset& data, std::uint8_t label);

}  // namespace caldera
