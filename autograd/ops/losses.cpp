#include <algorithm>
#include <cassert>
#include <cmath>

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

/// Index of the largest entry, the first of equal ones.
template <class T>
std::size_t largest(std::span<T> row) {
  return static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
}

/// Σ e over the classes but the largest, whose e is 1, as sum + lost: what each addition rounds
/// away is kept.
template <class T>
struct Others {
  T sum = 0, lost = 0;

  void add(T e) {
    const elementary::TwoSum<T> next = elementary::two_sum(sum, e);
    sum = next.sum;
    lost += next.lost;
  }
  T total() const { return sum + lost; }
  /// A function x ↦ x / (1 + Σ e), rounded about once.
  auto share() const {
    const elementary::TwoSum<T> all = elementary::two_sum(T(1), sum);
    const T inverse = 1 / all.sum;
    const T missing = inverse * (std::fma(-inverse, all.sum, T(1)) - inverse * (all.lost + lost));
    return [inverse, missing](T x) { return std::fma(x, inverse, x * missing); };
  }
};

/// l_i = log Σ_c e^{z_ic} − z_i,label(i): n × 1, from logits z: n × C and labels: n × 1.
///
/// Where m is the largest class and y the label's,
///     l = (z_m − z_y) + log(1 + Σ_{c≠m} e^{z_c − z_m}):
/// a sum of two terms of one sign. Nothing cancels, however sure the network is. p = softmax(z) has
/// one entry that may round to 1, p_m; so 1 − p_m = Σ_{c≠m} p_c is kept beside it: saved are
/// p_0 … p_{C−1}, 1 − p_m, n × (C + 1). e_c is the one-hot row of class c.
template <class T>
struct SoftmaxCrossEntropy {
  static constexpr const char* name = "softmax_cross_entropy";

  static void value(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().rows; ++i) {
      const auto z = f.x(0).row(i);
      const std::span<T> p = probabilities(f, i);
      const std::size_t m = largest(z);
      Others<T> others;
      for (std::size_t c = 0; c < p.size(); ++c) {
        p[c] = elementary::exp_of_difference(z[c], z[m]);
        if (c != m) others.add(p[c]);
      }
      const auto share = others.share();
      for (T& entry : p) entry = share(entry);
      f.saved()(i, p.size()) = share(others.total());
      f.out()(i, 0) = (z[m] - z[label(f, i)]) + elementary::log1p(others.total());
    }
  }

  /// l˙_i = ⟨p_i − e_y, ż_i⟩ with y = label(i)
  static void tangent(const OpContext<T>& f) {
    for (std::size_t i = 0; i < f.out().rows; ++i) f.out()(i, 0) = Centred(f, i)(label(f, i));
  }

  /// z̄_i += l̄_i (p_i − e_y)
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar(), f.accumulator(0)); }

  /// z̄˙_i += l̄˙_i (p_i − e_y) + l̄_i ṗ_i,  where ṗ_ic = −p_ic ⟨p_i − e_c, ż_i⟩
  static void pullback_tangent(const OpContext<T>& f) {
    const Matrix<T> z_bar_dot = f.accumulator(0);
    spread(f, f.y_bar_dot(), z_bar_dot);
    for (std::size_t i = 0; i < z_bar_dot.rows; ++i) {
      const std::span<T> p = probabilities(f, i);
      const Centred centred(f, i);
      for (std::size_t c = 0; c < p.size(); ++c)
        z_bar_dot(i, c) -= f.y_bar()(i, 0) * (p[c] * centred(c));
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

  static std::span<T> probabilities(const OpContext<T>& f, std::size_t i) {
    return f.saved().row(i).first(f.x(0).cols);
  }

  /// ⟨p_i − e_c, ż_i⟩ for any class c. Of the largest as Σ_{k≠m} p_k ż_k − (1 − p_m) ż_m; all
  /// others are at most ½, and subtracting them from 1 is exact enough.
  struct Centred {
    Centred(const OpContext<T>& f, std::size_t i)
        : z_dot(f.x_dot(0).row(i)),
          m(largest(probabilities(f, i))),
          rest(f.saved()(i, z_dot.size())) {
      const std::span<T> p = probabilities(f, i);
      for (std::size_t c = 0; c < p.size(); ++c) others += c == m ? T(0) : p[c] * z_dot[c];
      mean = others + p[m] * z_dot[m];
    }
    T operator()(std::size_t c) const {
      return c == m ? others - rest * z_dot[m] : mean - z_dot[c];
    }
    std::span<const T> z_dot;
    std::size_t m;
    T rest;        // 1 − p_m
    T others = 0;  // Σ_{k≠m} p_k ż_k
    T mean = 0;    // ⟨p_i, ż_i⟩
  };

  static void spread(const OpContext<T>& f, ConstMatrix<T> l_bar, Matrix<T> z_bar) {
    for (std::size_t i = 0; i < z_bar.rows; ++i) {
      const std::span<T> p = probabilities(f, i);
      const std::size_t own = label(f, i);
      const T rest_of_own = own == largest(p) ? f.saved()(i, p.size()) : 1 - p[own];
      for (std::size_t c = 0; c < p.size(); ++c)
        z_bar(i, c) += l_bar(i, 0) * (c == own ? -rest_of_own : p[c]);
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
  return logits.tape->record(rules_of<T, SoftmaxCrossEntropy<T>>, {logits, labels}, logits.rows(),
                             1, {.saved_rows = logits.rows(), .saved_cols = logits.cols() + 1});
}

template Var<float> squared_error(Var<float>, Var<float>);
template Var<double> squared_error(Var<double>, Var<double>);
template Var<float> softmax_cross_entropy(Var<float>, Var<float>);
template Var<double> softmax_cross_entropy(Var<double>, Var<double>);

}  // namespace ops
}  // namespace caldera
