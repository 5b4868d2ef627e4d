#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

// A function of one number, by its value and its first two derivatives; those see x and y = f(x).

/// y = 1 / (1 + e⁻ˣ),  y′ = y (1 − y),  y″ = y (1 − y) (1 − 2y)
struct Sigmoid {
  static constexpr const char* name = "sigmoid";
  template <class T>
  static T value(T x) {
    return elementary::sigmoid(x);
  }
  template <class T>
  static T slope(T, T y) {
    return y * (1 - y);
  }
  template <class T>
  static T curvature(T, T y) {
    return y * (1 - y) * (1 - 2 * y);
  }
};

/// y′ = 1 − y² = (1 − y)(1 + y),  y″ = −2 y (1 − y²)
struct Tanh {
  static constexpr const char* name = "tanh";
  template <class T>
  static T value(T x) {
    return elementary::tanh(x);
  }
  template <class T>
  static T slope(T, T y) {
    return (1 - y) * (1 + y);
  }
  template <class T>
  static T curvature(T, T y) {
    return -2 * y * ((1 - y) * (1 + y));
  }
};

/// y = max(x, 0); NaN stays NaN.
struct Relu {
  static constexpr const char* name = "relu";
  template <class T>
  static T value(T x) {
    return x <= 0 ? T(0) : x;
  }
  template <class T>
  static T slope(T x, T) {
    return x > 0 ? T(1) : T(0);
  }
  template <class T>
  static T curvature(T, T) {
    return T(0);
  }
};

/// The four rules of y_ij = f(x_ij).
template <class T, class Function>
struct EntryByEntry {
  static constexpr const char* name = Function::name;

  static void value(const OpContext<T>& f) {
    const auto x = f.x(0).flat();
    const auto y = f.out().flat();
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = Function::value(x[i]);
  }

  /// ẏ = f′ ẋ
  static void tangent(const OpContext<T>& f) {
    const auto x = f.x(0).flat(), y = f.y().flat(), x_dot = f.x_dot(0).flat();
    const auto y_dot = f.out().flat();
    for (std::size_t i = 0; i < y.size(); ++i) y_dot[i] = Function::slope(x[i], y[i]) * x_dot[i];
  }

  /// x̄ += f′ ȳ
  static void pullback(const OpContext<T>& f) {
    const auto x = f.x(0).flat(), y = f.y().flat(), y_bar = f.y_bar().flat();
    const auto x_bar = f.accumulator(0).flat();
    for (std::size_t i = 0; i < y.size(); ++i) x_bar[i] += Function::slope(x[i], y[i]) * y_bar[i];
  }

  /// x̄˙ += f′ ȳ˙ + f″ ẋ ȳ
  static void pullback_tangent(const OpContext<T>& f) {
    const auto x = f.x(0).flat(), y = f.y().flat(), x_dot = f.x_dot(0).flat();
    const auto y_bar = f.y_bar().flat(), y_bar_dot = f.y_bar_dot().flat();
    const auto x_bar_dot = f.accumulator(0).flat();
    for (std::size_t i = 0; i < y.size(); ++i)
      x_bar_dot[i] += Function::slope(x[i], y[i]) * y_bar_dot[i] +
                      Function::curvature(x[i], y[i]) * x_dot[i] * y_bar[i];
  }
};

template <class Function, class T>
Var<T> record(Var<T> x) {
  return x.tape->record(rules_of<T, EntryByEntry<T, Function>>, {x}, x.rows(), x.cols());
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
