#include "caldera/autograd/arithmetic/elementary.h"

#include <algorithm>
#include <cassert>

namespace caldera::elementary {
namespace {

/// y ← function(x). x is copied first and then replaced in place: a loop over one array is
/// vectorised whether or not y was x, without a proof that two do not overlap.
template <class T, class Function>
void apply(std::span<const T> x, std::span<T> y, Function function) {
  assert(x.size() == y.size());
  if (x.data() != y.data()) std::copy(x.begin(), x.end(), y.begin());
  for (T& entry : y) entry = function(entry);
}

constexpr auto scalar_sigmoid = [](auto x) { return sigmoid(x); };
constexpr auto scalar_tanh = [](auto x) { return tanh(x); };

}  // namespace

void sigmoid(std::span<const float> x, std::span<float> y) { apply(x, y, scalar_sigmoid); }
void sigmoid(std::span<const double> x, std::span<double> y) { apply(x, y, scalar_sigmoid); }
void tanh(std::span<const float> x, std::span<float> y) { apply(x, y, scalar_tanh); }
void tanh(std::span<const double> x, std::span<double> y) { apply(x, y, scalar_tanh); }

}  // namespace caldera::elementary
