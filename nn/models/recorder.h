#pragma once
// What is trained and probed: a function that records a model on a tape. Objectives, curvature,
// mini-batches and signals see nothing else of it; networks (nn/models/network.h) are one kind of model.

#include <functional>
#include <vector>

#include "caldera/autograd/tape.h"
#include "caldera/nn/data/dataset.h"

namespace caldera {

/// A model on a tape, for `rows` examples, a row each. The error is the mean of the losses.
template <class T>
struct Recorded {
  Var<T> inputs;   ///< rows × features, a leaf
  Var<T> targets;  ///< rows × what the loss wants of an example, a leaf: one label, or numbers
  Var<T> output;   ///< rows × m: what the losses are computed from, beside the targets. Gauss-Newton
                   ///< curvature linearises up to here
  Var<T> losses;   ///< rows × 1
  std::vector<Var<T>> hidden = {};  ///< what is worth looking at on the way, such as hidden layers
};

/// A model, in both precisions: `Recorder::of` makes it from one generic function
///
///     const Recorder line = Recorder::of([]<class T>(Tape<T>& tape, std::size_t rows) {
///       const Var<T> x = tape.input("x", rows, 3), t = tape.input("t", rows, 1);
///       const Var<T> w = tape.parameter("W", 1, 3), b = tape.parameter("b", 1, 1);
///       const Var<T> y = ops::affine(x, w, b);
///       return Recorded<T>{x, t, y, squared_error(y, t)};
///     });
///
/// Whatever `rows` is, the parameters must be the same, in the same order.
///
/// It is copied by value: whoever keeps a model keeps a copy. What the function captures by reference
/// must outlive all copies. It is called from several threads at once, each with a tape of its own.
struct Recorder {
  std::function<Recorded<float>(Tape<float>&, std::size_t rows)> in_float;     ///< for training
  std::function<Recorded<double>(Tape<double>&, std::size_t rows)> in_double;  ///< for probes

  /// Both from one function that takes a tape of either kind; each has a copy of it.
  template <class Function>
  static Recorder of(const Function& record) {
    return {record, record};
  }
};

/// A model recorded on a tape of its own, and the mean of its losses. Owns the tape, so it can be neither
/// copied nor moved; the recorder is done with after construction. Members as in Recorded.
template <class T>
struct ModelTape {
  /// For `rows` ≥ 1 examples.
  ModelTape(const Recorder& model, std::size_t rows);

  Tape<T> tape;                ///< complete; bind its leaves and θ before replaying
  Var<T> inputs;               ///< rows × features, a leaf
  Var<T> targets;              ///< rows × targets of an example, a leaf
  Var<T> output;               ///< rows × m
  Var<T> losses;               ///< rows × 1
  std::vector<Var<T>> hidden;  ///< what is worth looking at on the way
  Var<T> loss;                 ///< 1 × 1, the mean of the losses
};

/// P, the length of θ. Asserts that the model takes the inputs and targets that the data set has and, if
/// there are classes, gives a number for each.
std::size_t parameter_count_on(const Recorder& model, const Dataset& data);

}  // namespace caldera
