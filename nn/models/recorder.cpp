#include "caldera/nn/models/recorder.h"

#include <cassert>
#include <type_traits>

#include "caldera/autograd/ops.h"

namespace caldera {

namespace {

template <class T>
Recorded<T> record(const Recorder& model, Tape<T>& tape, std::size_t rows) {
  if constexpr (std::is_same_v<T, float>)
    return model.in_float(tape, rows);
  else
    return model.in_double(tape, rows);
}

}  // namespace

template <class T>
ModelTape<T>::ModelTape(const Recorder& model, std::size_t rows) {
  Recorded<T> recorded = record(model, tape, rows);
  inputs = recorded.inputs;
  targets = recorded.targets;
  output = recorded.output;
  losses = recorded.losses;
  hidden = std::move(recorded.hidden);
  assert(inputs.rows() == rows && targets.rows() == rows && output.rows() == rows);
  assert(losses.rows() == rows && losses.cols() == 1);
  loss = ops::mean(losses);
}

template struct ModelTape<float>;
template struct ModelTape<double>;

std::size_t parameter_count_on(const Recorder& model, const Dataset& data) {
  const ModelTape<double> one(model, 1);
  assert(one.inputs.cols() == data.features && one.targets.cols() == data.target_count());
  assert(!data.is_classification() || one.output.cols() == data.classes);
  return one.tape.parameter_count();
}

}  // namespace caldera
