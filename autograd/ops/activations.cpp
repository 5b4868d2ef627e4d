#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

using elementary::ValueAndSlope;

// A function of one number: its value y and slope y′ from x, and its curvature y″ from x, y and y′.

/// y = 1 / (1 + e⁻ˣ),  y″ = y′ (1 − 2y). Near x = 0, where y″ changes its sign, it is exact to 2⁻⁵²
/// of y′ (in double), not of itself.
struct Sigmoid {
  static constexpr const char* name = "sigmoid";
  template <class T>
  static ValueAndSlope<T> value_and_slope(T x) {
    return elementary::sigmoid_and_slope(x);
  }
  template <class T>
  static T curvature(T, T y, T slope) {
    return slope * (1 - 2 * y);
  }
};

/// y = tanh x,  y″ = −2 y y′
struct Tanh {
  static constexpr const char* name = "tanh";
  template <class T>
  static ValueAndSlope<T> value_and_slope(T x) {
    return elementary::tanh_and_slope(x);
  }
  template <class T>
  static T curvature(T, T y, T slope) {
    return -2 * y * slope;
  }
};

/// y = max(x, 0); NaN stays NaN.
struct Relu {
  static constexpr const char* name = "relu";
  template <class T>
  static ValueAndSlope<T> value_and_slope(T x) {
    return {x <= 0 ? T(0) : x, x > 0 ? T(1) : T(0)};
  }
  template <class T>
  static T curvature(T, T, T) {
    return T(0);
  }
};

/// The four rules of y_ij = f(x_ij). Keeps the slopes f′(x_ij): y alone does not have their digits.
template <class T, class Function>
struct EntryByEntry {
  static constexpr const char* name = Function::name;

  static void value(const OpContext<T>& f) {
    const auto x = f.x(0).flat();
    const auto y = f.out().flat(), slope = f.saved().flat();
    for (std::size_t i = 0; i < y.size(); ++i) {
      const ValueAndSlope<T> at = Function::value_and_slope(x[i]);
      y[i] = at.value;
      slope[i] = at.slope;
    }
  }

  /// ẏ = f′ ẋ
  static void tangent(const OpContext<T>& f) {
    const auto slope = f.saved().flat();
    const auto x_dot = f.x_dot(0).flat();
    const auto y_dot = f.out().flat();
    for (std::size_t i = 0; i < y_dot.size(); ++i) y_dot[i] = slope[i] * x_dot[i];
  }

  /// x̄ += f′ ȳ
  static void pullback(const OpContext<T>& f) {
    const auto slope = f.saved().flat();
    const auto y_bar = f.y_bar().flat();
    const auto x_bar = f.accumulator(0).flat();
    for (std::size_t i = 0; i < x_bar.size(); ++i) x_bar[i] += slope[i] * y_bar[i];
  }

  /// x̄˙ += f′ ȳ˙ + f″ ẋ ȳ
  static void pullback_tangent(const OpContext<T>& f) {
    const auto slope = f.saved().flat();
    const auto x = f.x(0).flat(), y = f.y().flat(), x_dot = f.x_dot(0).flat();
    const auto y_bar = f.y_bar().flat(), y_bar_dot = f.y_bar_dot().flat();
    const auto x_bar_dot = f.accumulator(0).flat();
    for (std::size_t i = 0; i < x_bar_dot.size(); ++i)
      x_bar_dot[i] +=
          slope[i] * y_bar_dot[i] + Function::curvature(x[i], y[i], slope[i]) * x_dot[i] * y_bar[i];
  }
};

template <class Function, class T>
Var<T> record(Var<T> x) {
  return x.tape->record(rules_of<T, EntryByEntry<T, Function>>, {x}, x.rows(), x.cols(),
                        {.saved_rows = x.rows(), .saved_cols = x.cols()});
}

}  // namespace

namespace ops {

template <class T>
Var<T> sigmoid(Var<T> x) {
  return record<Sigmoid>(x);
}
template <class T>
Var<T> tanh(Var<T> x) {
  return record<Tanh>(x);
}
template <class T>
Var<T> relu(Var<T> x) {
  return record<Relu>(x);
}

template Var<float> sigmoid(Var<float>);
template Var<double> sigmoid(Var<double>);
template Var<float> tanh(Var<float>);
template Var<double> tanh(Var<double>);
template Var<float> relu(Var<float>);
template Var<double> relu(Var<double>);

}  // namespace ops
}  // namespace caldera
