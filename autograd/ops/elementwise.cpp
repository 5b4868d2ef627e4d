#include <cassert>

#include "autograd/ops.h"
#include "autograd/rules.h"

namespace caldera {
namespace {

/// target += factor · source, entry by entry.
template <class T>
void add_scaled(T factor, ConstMatrix<T> source, Matrix<T> target) {
  for (std::size_t i = 0; i < target.size(); ++i) target.data[i] += factor * source.data[i];
}

/// y = a + s b with s = ±1 (the constant). Linear, so its pullback does not move with θ.
template <class T>
struct SignedSum {
  static void value(const Frame<T>& f) { combine(f, f.x(0), f.x(1)); }

  /// ẏ = ȧ + s ḃ
  static void tangent(const Frame<T>& f) { combine(f, f.x_dot(0), f.x_dot(1)); }

  /// ā += ȳ,  b̄ += s ȳ
  static void pullback(const Frame<T>& f) { spread(f, f.y_bar()); }

  /// ā˙ += ȳ˙,  b̄˙ += s ȳ˙
  static void pullback_tangent(const Frame<T>& f) { spread(f, f.y_bar_dot()); }

 private:
  static void combine(const Frame<T>& f, ConstMatrix<T> a, ConstMatrix<T> b) {
    for (std::size_t i = 0; i < a.size(); ++i)
      f.out().data[i] = a.data[i] + f.constant() * b.data[i];
  }
  static void spread(const Frame<T>& f, ConstMatrix<T> y_bar) {
    add_scaled(T(1), y_bar, f.accumulator(0));
    add_scaled(f.constant(), y_bar, f.accumulator(1));
  }
};

template <class T>
struct Add : SignedSum<T> {
  static constexpr const char* name = "add";
};
template <class T>
struct Subtract : SignedSum<T> {
  static constexpr const char* name = "subtract";
};

/// y = a ∘ b, entry by entry.
template <class T>
struct Multiply {
  static constexpr const char* name = "multiply";

  static void value(const Frame<T>& f) {
    for (std::size_t i = 0; i < f.out().size(); ++i)
      f.out().data[i] = f.x(0).data[i] * f.x(1).data[i];
  }

  /// ẏ = ȧ b + a ḃ
  static void tangent(const Frame<T>& f) {
    for (std::size_t i = 0; i < f.out().size(); ++i)
      f.out().data[i] =
          f.x_dot(0).data[i] * f.x(1).data[i] + f.x(0).data[i] * f.x_dot(1).data[i];
  }

  /// ā += b ȳ,  b̄ += a ȳ
  static void pullback(const Frame<T>& f) { spread(f, f.y_bar()); }

  /// ā˙ += b ȳ˙ + ḃ ȳ,  b̄˙ += a ȳ˙ + ȧ ȳ
  static void pullback_tangent(const Frame<T>& f) {
    spread(f, f.y_bar_dot());
    add_multiplied(f.x_dot(1), f.y_bar(), f.accumulator(0));
    add_multiplied(f.x_dot(0), f.y_bar(), f.accumulator(1));
  }

 private:
  static void add_multiplied(ConstMatrix<T> u, ConstMatrix<T> v, Matrix<T> target) {
    for (std::size_t i = 0; i < target.size(); ++i) target.data[i] += u.data[i] * v.data[i];
  }
  static void spread(const Frame<T>& f, ConstMatrix<T> y_bar) {
    add_multiplied(f.x(1), y_bar, f.accumulator(0));
    add_multiplied(f.x(0), y_bar, f.accumulator(1));
  }
};

/// y = c a, with c the constant.
template <class T>
struct Scale {
  static constexpr const char* name = "scale";

  static void value(const Frame<T>& f) { times_constant(f, f.x(0)); }
  /// ẏ = c ȧ
  static void tangent(const Frame<T>& f) { times_constant(f, f.x_dot(0)); }
  /// ā += c ȳ
  static void pullback(const Frame<T>& f) {
    add_scaled(f.constant(), f.y_bar(), f.accumulator(0));
  }
  /// ā˙ += c ȳ˙
  static void pullback_tangent(const Frame<T>& f) {
    add_scaled(f.constant(), f.y_bar_dot(), f.accumulator(0));
  }

 private:
  static void times_constant(const Frame<T>& f, ConstMatrix<T> a) {
    for (std::size_t i = 0; i < a.size(); ++i) f.out().data[i] = f.constant() * a.data[i];
  }
};

template <class Op, class T>
Var<T> record(Var<T> a, Var<T> b, T constant) {
  assert(a.rows() == b.rows() && a.cols() == b.cols());
  return a.tape->record(rules_of<T, Op>, {a, b}, a.rows(), a.cols(), constant);
}

}  // namespace

template <class T>
Var<T> add(Var<T> a, Var<T> b) {
  return record<Add<T>>(a, b, T(1));
}
template <class T>
Var<T> subtract(Var<T> a, Var<T> b) {
  return record<Subtract<T>>(a, b, T(-1));
}
template <class T>
Var<T> multiply(Var<T> a, Var<T> b) {
  return record<Multiply<T>>(a, b, T(0));
}
template <class T>
Var<T> scale(Var<T> a, std::type_identity_t<T> factor) {
  return a.tape->record(rules_of<T, Scale<T>>, {a}, a.rows(), a.cols(), factor);
}

template Var<float> add(Var<float>, Var<float>);
template Var<double> add(Var<double>, Var<double>);
template Var<float> subtract(Var<float>, Var<float>);
template Var<double> subtract(Var<double>, Var<double>);
template Var<float> multiply(Var<float>, Var<float>);
template Var<double> multiply(Var<double>, Var<double>);
template Var<float> scale(Var<float>, float);
template Var<double> scale(Var<double>, double);

}  // namespace caldera
