#pragma once
// Labelled examples for classification, held once in float.

#include <cstdint>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// The examples that a network learns from, or those that it is judged by.
enum class Split { train, test };

/// `count` examples of `features` inputs each, and one label < `classes` an example.
/// Inputs are standardised floats; double probes widen them, so that training and probing see
/// the same numbers.
struct Dataset {
  std::string name;
  std::size_t count = 0;
  std::size_t features = 0;
  std::size_t classes = 0;
  std::vector<float> inputs;         ///< count × features, row-major
  std::vector<std::uint8_t> labels;  ///< count

  /// The inputs as a count × features view; valid while the data set lives.
  ConstMatrix<float> matrix() const { return {inputs.data(), count, features}; }
};

/// The same data set, for whoever means to look at all of its examples: asserts that there are as many
/// inputs and labels as it says, and labels of its classes only. Throws InputError if it is empty: a
/// mean over nothing is no number.
const Dataset& with_examples(const Dataset& data);
const Dataset& with_examples(const Dataset&& data) = delete;

/// The first `count` examples, under the same name. Throws InputError, naming the option that
/// asked for them, unless there are so many, and at least one.
Dataset first_examples(const Dataset& data, std::size_t count,
                       const std::string& option = "--subset");

/// The examples with a label, in order, under the same name; possibly none.
Dataset examples_of_class(const Dataset& data, std::uint8_t label);

}  // namespace caldera
