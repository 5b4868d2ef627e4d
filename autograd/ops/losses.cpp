#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

/// l_i = ½‖y_i − t_i‖²: n × 1, from operands y and t: n × m. With r = y − t:
template <class T>
struct SquaredError {
  static constexpr const char* name = "squared_error";

  static void value(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().rows; ++i)
      f.out()(i, 0) = T(squared_distance(f.x(0).row(i), f.x(1).row(i)) / 2);
  }

  /// l˙_i = ⟨r_i, ẏ_i⟩ − ⟨r_i, ṫ_i⟩
  static void tangent(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().rows; ++i) {
      T along = 0;
      for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t j = 0; f.active(k) && j < f.x(0).cols; ++j)
          along += (f.x(k)(i, j) - f.x(1 - k)(i, j)) * f.x_dot(k)(i, j);
      f.out()(i, 0) = along;
    }
  }

  /// ȳ_i += l̄_i r_i,  t̄_i −= l̄_i r_i
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar(), residual(f)); }

  /// ȳ˙_i += l̄˙_i r_i + l̄_i ṙ_i,  t̄˙ the opposite, with ṙ = ẏ − ṫ
  static void pullback_tangent(const OpContext<T>& f) {
    spread(f, f.y_bar_dot(), residual(f));
    spread(f, f.y_bar(), [&f](std::size_t i, std::size_t j) {
      return (f.active(0) ? f.x_dot(0)(i, j) : T(0)) - (f.active(1) ? f.x_dot(1)(i, j) : T(0));
    });
  }

 private:
  static auto residual(const OpContext<T>& f) {
    return [&f](std::size_t i, std::size_t j) { return f.x(0)(i, j) - f.x(1)(i, j); };
  }

  /// ȳ_i += l̄_i u_i,  t̄_i −= l̄_i u_i, with u a function of the entry
  template <class Entry>
  static void spread(const OpContext<T>& f, ConstMatrix<T> l_bar, const Entry& u) {
    for (std::size_t k = 0; k < 2; ++k) {
      if (!f.active(k)) continue;
      const Matrix<T> target = f.accumulator(k);
      const T sign = k == 0 ? T(1) : T(-1);
      for (std::size_t i = 0; i < target.rows; ++i)
        for (std::size_t j = 0; j < target.cols; ++j)
          target(i, j) += sign * l_bar(i, 0) * u(i, j);
    }
  }
};

/// Replaces a row of logits z by p = softmax(z); returns log Σ_c e^{z_c}, shifted by the largest
/// logit so that nothing overflows.
template <class T>
T softmax_in_place(std::span<T> z) {
  const T largest = *std::max_element(z.begin(), z.end());
  T total = 0;
  for (T& entry : z) {
    entry = elementary::exp(entry - largest);
    total += entry;
  }
  for (T& entry : z) entry /= total;
  return largest + elementary::log(total);
}

/// l_i = log Σ_c e^{z_ic} − z_i,label(i): n × 1, from logits z: n × C and labels: n × 1.
/// Keeps p = softmax(z), n × C.  e_i is the one-hot row of label i.
template <class T>
struct SoftmaxCrossEntropy {
  static constexpr const char* name = "softmax_cross_entropy";

  static void value(const OpContext<T>& f) {
    const ConstMatrix<T> z = f.x(0);
    const Matrix<T> p = f.saved();
    for (std::size_t i = 0; i < z.rows; ++i) {
      std::copy_n(z.row(i).begin(), z.cols, p.row(i).begin());
      const T log_sum = softmax_in_place(p.row(i));
      f.out()(i, 0) = log_sum - z(i, label(f, i));
    }
  }

  /// l˙_i = ⟨p_i − e_i, ż_i⟩
  static void tangent(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().rows; ++i)
      f.out()(i, 0) = mean_under_softmax(f, i) - f.x_dot(0)(i, label(f, i));
  }

  /// z̄_i += l̄_i (p_i − e_i)
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar(), f.accumulator(0)); }

  /// z̄˙_i += l̄˙_i (p_i − e_i) + l̄_i ṗ_i,  where ṗ_i = p_i ∘ (ż_i − ⟨p_i, ż_i⟩)
  static void pullback_tangent(const OpContext<T>& f) {
    const Matrix<T> z_bar_dot = f.accumulator(0);
    spread(f, f.y_bar_dot(), z_bar_dot);
    const Matrix<T> p = f.saved();
    for (std::size_t i = 0; i < p.rows; ++i) {
      const T mean = mean_under_softmax(f, i);
      for (std::size_t c = 0; c < p.cols; ++c)
        z_bar_dot(i, c) += f.y_bar()(i, 0) * (p(i, c) * (f.x_dot(0)(i, c) - mean));
    }
  }

 private:
  static std::size_t label(const OpContext<T>& f, std::size_t i) {
    const T given = f.x(1)(i, 0);
    assert(given >= 0 && given < static_cast<T>(f.x(0).cols));
    const auto c = static_cast<std::size_t>(given);
    assert(static_cast<T>(c) == given && "a label is a whole number");
    return c;
  }

  /// ⟨p_i, ż_i⟩
  static T mean_under_softmax(const OpContext<T>& f, std::size_t i) {
    const auto p = f.saved().row(i);
    const auto z_dot = f.x_dot(0).row(i);
    T mean = 0;
    for (std::size_t c = 0; c < p.size(); ++c) mean += p[c] * z_dot[c];
    return mean;
  }

  static void spread(const OpContext<T>& f, ConstMatrix<T> l_bar, Matrix<T> z_bar) {
    const Matrix<T> p = f.saved();
    for (std::size_t i = 0; i < p.rows; ++i) {
      const std::size_t own = label(f, i);
      for (std::size_t c = 0; c < p.cols; ++c)
        z_bar(i, c) += l_bar(i, 0) * (p(i, c) - (c == own ? T(1) : T(0)));
    }
  }
};

}  // namespace

namespace ops {

template <class T>
Var<T> squared_error(Var<T> y, Var<T> targets) {
  assert(y.rows() == targets.rows() && y.cols() == targets.cols());
  return y.tape->record(rules_of<T, SquaredError<T>>, {y, targets}, y.rows(), 1);
}

template <class T>
Var<T> softmax_cross_entropy(Var<T> logits, Var<T> labels) {
  assert(labels.rows() == logits.rows() && labels.cols() == 1 && logits.cols() > 0);
  assert(!labels.active() && "there is no derivative with respect to labels");
  return logits.tape->record(rules_of<T, SoftmaxCrossEntropy<T>>, {logits, labels}, logits.rows(), 1,
                             {.saved_rows = logits.rows(), .saved_cols = logits.cols()});
}

template Var<float> squared_error(Var<float>, Var<float>);
template Var<double> squared_error(Var<double>, Var<double>);
template Var<float> softmax_cross_entropy(Var<float>, Var<float>);
template Var<double> softmax_cross_entropy(Var<double>, Var<double>);

}  // namespace ops
}  // namespace caldera
