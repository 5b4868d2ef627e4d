#include <cassert>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

/// y = Σ x_ij
template <class T>
struct Sum {
  static constexpr const char* name = "sum";

  static void value(const OpContext<T>& f) { f.out()(0, 0) = T(sum(f.x(0).flat())); }
  /// ẏ = Σ ẋ_ij
  static void tangent(const OpContext<T>& f) { f.out()(0, 0) = T(sum(f.x_dot(0).flat())); }
  /// x̄_ij += ȳ
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar()(0, 0)); }
  /// x̄˙_ij += ȳ˙
  static void pullback_tangent(const OpContext<T>& f) { spread(f, f.y_bar_dot()(0, 0)); }

 private:
  static void spread(const OpContext<T>& f, T y_bar) {
    for (T& entry : f.accumulator(0).flat()) entry += y_bar;
  }
};

/// y = (1/n) Σ x_ij, n = rows · cols
template <class T>
struct Mean {
  static constexpr const char* name = "mean";

  static void value(const OpContext<T>& f) { f.out()(0, 0) = mean_of(f.x(0)); }
  /// ẏ = (1/n) Σ ẋ_ij
  static void tangent(const OpContext<T>& f) { f.out()(0, 0) = mean_of(f.x_dot(0)); }
  /// x̄_ij += ȳ/n
  static void pullback(const OpContext<T>& f) { spread(f, f.y_bar()(0, 0)); }
  /// x̄˙_ij += ȳ˙/n
  static void pullback_tangent(const OpContext<T>& f) { spread(f, f.y_bar_dot()(0, 0)); }

 private:
  static T mean_of(ConstMatrix<T> x) {
    return T(caldera::sum(x.flat()) / static_cast<double>(x.size()));
  }
  static void spread(const OpContext<T>& f, T y_bar) {
    const T share = y_bar / static_cast<T>(f.x(0).size());
    for (T& entry : f.accumulator(0).flat()) entry += share;
  }
};

/// y = Σ x_ij²
template <class T>
struct SquaredNorm {
  static constexpr const char* name = "squared_norm";

  static void value(const OpContext<T>& f) { f.out()(0, 0) = T(squared_norm(f.x(0).flat())); }

  /// ẏ = 2 ⟨x, ẋ⟩
  static void tangent(const OpContext<T>& f) { f.out()(0, 0) = T(2 * dot(f.x(0).flat(), f.x_dot(0).flat())); }

  /// x̄ += 2 ȳ x
  static void pullback(const OpContext<T>& f) { add_scaled(f, 2 * f.y_bar()(0, 0), f.x(0)); }

  /// x̄˙ += 2 (ȳ˙ x + ȳ ẋ)
  static void pullback_tangent(const OpContext<T>& f) {
    add_scaled(f, 2 * f.y_bar_dot()(0, 0), f.x(0));
    add_scaled(f, 2 * f.y_bar()(0, 0), f.x_dot(0));
  }

 private:
  static void add_scaled(const OpContext<T>& f, T factor, ConstMatrix<T> source) {
    const auto target = f.accumulator(0).flat();
    for (std::size_t i = 0; i < target.size(); ++i) target[i] += factor * source.data[i];
  }
};

template <class Op, class T>
Var<T> record(Var<T> x) {
  return x.tape->record(rules_of<T, Op>, {x}, 1, 1);
}

}  // namespace

namespace ops {

template <class T>
Var<T> sum(Var<T> x) {
  return record<Sum<T>>(x);
}
template <class T>
Var<T> mean(Var<T> x) {
  assert(x.rows() * x.cols() > 0);
  return record<Mean<T>>(x);
}
template <class T>
Var<T> squared_norm(Var<T> x) {
  return record<SquaredNorm<T>>(x);
}

template Var<float> sum(Var<float>);
template Var<double> sum(Var<double>);
template Var<float> mean(Var<float>);
template Var<double> mean(Var<double>);
template Var<float> squared_norm(Var<float>);
template Var<double> squared_norm(Var<double>);

}  // namespace ops
}  // namespace caldera
