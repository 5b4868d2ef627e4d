// An op of your own, y = exp(−x²) entry by entry: its four rules, and the check that ours pass.

#include <cstdio>
#include <vector>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/op_check.h"
#include "caldera/autograd/rules.h"

using caldera::OpContext, caldera::Tape, caldera::Var;

/// y = exp(−x²),  y′ = −2x y,  y″ = (4x² − 2) y
template <class T>
struct Gaussian {
  static constexpr const char* name = "gaussian";

  static void value(const OpContext<T>& f) {
    const auto x = f.x(0).flat();
    const auto y = f.out().flat();
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = caldera::elementary::exp(-x[i] * x[i]);
  }

  /// ẏ = y′ ẋ
  static void tangent(const OpContext<T>& f) {
    const auto x = f.x(0).flat(), y = f.y().flat(), x_dot = f.x_dot(0).flat();
    const auto y_dot = f.out().flat();
    for (std::size_t i = 0; i < y.size(); ++i) y_dot[i] = -2 * x[i] * y[i] * x_dot[i];
  }

  /// x̄ += y′ ȳ
  static void pullback(const OpContext<T>& f) {
    const auto x = f.x(0).flat(), y = f.y().flat(), y_bar = f.y_bar().flat();
    const auto x_bar = f.accumulator(0).flat();
    for (std::size_t i = 0; i < y.size(); ++i) x_bar[i] += -2 * x[i] * y[i] * y_bar[i];
  }

  /// x̄˙ += y′ ȳ˙ + y″ ẋ ȳ
  static void pullback_tangent(const OpContext<T>& f) {
    const auto x = f.x(0).flat(), y = f.y().flat(), x_dot = f.x_dot(0).flat();
    const auto y_bar = f.y_bar().flat(), y_bar_dot = f.y_bar_dot().flat();
    const auto x_bar_dot = f.accumulator(0).flat();
    for (std::size_t i = 0; i < y.size(); ++i)
      x_bar_dot[i] += -2 * x[i] * y[i] * y_bar_dot[i] +
                      (4 * x[i] * x[i] - 2) * y[i] * x_dot[i] * y_bar[i];
  }
};

template <class T>
Var<T> gaussian(Var<T> x) {
  return x.tape->record(caldera::rules_of<T, Gaussian<T>>, {x}, x.rows(), x.cols());
}

std::vector<caldera::HyperDual> formula(const std::vector<caldera::HyperDual>& x) {
  std::vector<caldera::HyperDual> y;
  for (const caldera::HyperDual& entry : x) y.push_back(exp(-entry * entry));
  return y;
}

int main() {
  const caldera::OpCase op = caldera::op_case(
      "gaussian", {{5, 4}}, [](const auto& x) { return gaussian(x[0]); }, formula);
  bool all_passed = true;
  for (const caldera::OpCheck& check : caldera::check_rules(op)) {
    std::printf("%-15s %s\n", check.what.c_str(), check.passed() ? "passed" : "FAILED");
    if (!check.passed()) std::printf("%s", check.text().c_str());
    all_passed = all_passed && check.passed();
  }
  return all_passed ? 0 : 1;
}
