#include <algorithm>
#include <cassert>

#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

/// x̄_k += factor · y_bar
template <class T>
void add_scaled(const OpContext<T>& f, std::size_t k, T factor, ConstMatrix<T> y_bar) {
  if (!f.active(k)) return;
  const Matrix<T> target = f.accumulator(k);
  for (std::size_t i = 0; i < target.size(); ++i) target.data[i] += factor * y_bar.data[i];
}

/// x̄_k += factor ∘ y_bar
template <class T>
void add_multiplied(const OpContext<T>& f, std::size_t k, ConstMatrix<T> factor, ConstMatrix<T> y_bar) {
  if (!f.active(k)) return;
  const Matrix<T> target = f.accumulator(k);
  for (std::size_t i = 0; i < target.size(); ++i) target.data[i] += factor.data[i] * y_bar.data[i];
}

/// y = a + s b with s = ±1 (the constant). Linear, so its pullback does not move with θ.
template <class T>
struct SignedSum {
  static void value(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().size(); ++i)
      f.out().data[i] = f.x(0).data[i] + f.constant() * f.x(1).data[i];
  }

  /// ẏ = ȧ + s ḃ
  static void tangent(const OpContext<T>& f) {
    std::fill_n(f.out().data, f.out().size(), T(0));
    for (std::size_t k = 0; k < 2; ++k) {
      if (!f.active(k)) continue;
      const T factor = k == 0 ? T(1) : f.constant();
      for (std::size_t i = 0; i < f.out().size(); ++i)
        f.out().data[i] += factor * f.x_dot(k).data[i];
    }
  }

  /// ā += ȳ,  b̄ += s ȳ
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar()); }

  /// ā˙ += ȳ˙,  b̄˙ += s ȳ˙
  static void pullback_tangent(const OpContext<T>& f) { spread(f, f.y_bar_dot()); }

 private:
  static void spread(const OpContext<T>& f, ConstMatrix<T> y_bar) {
    add_scaled(f, 0, T(1), y_bar);
    add_scaled(f, 1, f.constant(), y_bar);
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

  static void value(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().size(); ++i)
      f.out().data[i] = f.x(0).data[i] * f.x(1).data[i];
  }

  /// ẏ = b ȧ + a ḃ
  static void tangent(const OpContext<T>& f) {
    std::fill_n(f.out().data, f.out().size(), T(0));
    for (std::size_t k = 0; k < 2; ++k) {
      if (!f.active(k)) continue;
      for (std::size_t i = 0; i < f.out().size(); ++i)
        f.out().data[i] += f.x(1 - k).data[i] * f.x_dot(k).data[i];
    }
  }

  /// ā += b ȳ,  b̄ += a ȳ
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar()); }

  /// ā˙ += b ȳ˙ + ḃ ȳ,  b̄˙ += a ȳ˙ + ȧ ȳ
  static void pullback_tangent(const OpContext<T>& f) {
    spread(f, f.y_bar_dot());
    if (!f.active(0) || !f.active(1)) return;
    add_multiplied(f, 0, f.x_dot(1), f.y_bar());
    add_multiplied(f, 1, f.x_dot(0), f.y_bar());
  }

 private:
  static void spread(const OpContext<T>& f, ConstMatrix<T> y_bar) {
    add_multiplied(f, 0, f.x(1), y_bar);
    add_multiplied(f, 1, f.x(0), y_bar);
  }
};

/// y = c a, with c the constant.
template <class T>
struct Scale {
  static constexpr const char* name = "scale";

  static void value(const OpContext<T>& f) { times_constant(f, f.x(0)); }
  /// ẏ = c ȧ
  static void tangent(const OpContext<T>& f) { times_constant(f, f.x_dot(0)); }
  /// ā += c ȳ
  static void pullback(const OpContext<T>& f) { add_scaled(f, 0, f.constant(), f.y_bar()); }
  /// ā˙ += c ȳ˙
  static void pullback_tangent(const OpContext<T>& f) { add_scaled(f, 0, f.constant(), f.y_bar_dot()); }

 private:
  static void times_constant(const OpContext<T>& f, ConstMatrix<T> a) {
    for (std::size_t i = 0; i < a.size(); ++i) f.out().data[i] = f.constant() * a.data[i];
  }
};

template <class Op, class T>
Var<T> record(Var<T> a, Var<T> b, T constant) {
  assert(a.rows() == b.rows() && a.cols() == b.cols());
  return a.tape->record(rules_of<T, Op>, {a, b}, a.rows(), a.cols(),
                        {.constant = constant});
}

}  // namespace

namespace ops {

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
  return a.tape->record(rules_of<T, Scale<T>>, {a}, a.rows(), a.cols(),
                        {.constant = factor});
}

template Var<float> add(Var<float>, Var<float>);
template Var<double> add(Var<double>, Var<double>);
template Var<float> subtract(Var<float>, Var<float>);
template Var<double> subtract(Var<double>, Var<double>);
template Var<float> multiply(Var<float>, Var<float>);
template Var<double> multiply(Var<double>, Var<double>);
template Var<float> scale(Var<float>, float);
template Var<double> scale(Var<double>, double);

}  // namespace ops
}  // namespace caldera
