#include "tests/autograd/op_harness.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

std::vector<double> random_vector(std::size_t size, std::uint32_t trial) {
  const Stream stream{20261121, Purpose::test_data, trial};
  std::vector<double> x(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = 2 * stream.uniform(i) - 1;
  return x;
}

namespace {

double largest(const std::vector<double>& x) {
  double m = 0;
  for (const double v : x) m = std::max(m, std::abs(v));
  return m;
}

double inner(const std::vector<double>& a, const std::vector<double>& b) {
  double total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) total += a[i] * b[i];
  return total;
}

std::string table(const std::vector<double>& analytic, const std::vector<double>& oracle) {
  std::ostringstream out;
  out.precision(17);
  std::size_t worst = 0;
  out << "index  analytic  oracle  absolute  relative\n";
  for (std::size_t i = 0; i < oracle.size(); ++i) {
    const double error = std::abs(analytic[i] - oracle[i]);
    if (!(error <= std::abs(analytic[worst] - oracle[worst]))) worst = i;
    out << i << "  " << analytic[i] << "  " << oracle[i] << "  " << error << "  "
        << error / std::abs(oracle[i]) << "\n";
  }
  return "worst at index " + std::to_string(worst) + "\n" + out.str();
}

template <class T>
std::vector<T> convert(const std::vector<double>& x) {
  return {x.begin(), x.end()};
}
template <class T>
std::vector<double> widen(const std::vector<T>& x) {
  return {x.begin(), x.end()};
}

/// The op y on a tape, and L = ‖y‖² + ⟨c, y⟩, a scalar whose ȳ moves with θ.
template <class T>
struct Recorded {
  template <class Op>
  Recorded(const OpCase& c, const Op& op) {
    std::vector<Var<T>> parameters;
    for (const ParameterShape& p : c.parameters)
      parameters.push_back(tape.parameter("p", p.rows, p.cols));
    y = op(parameters);
    const Var<T> weights = tape.input("weights", y.rows(), y.cols());
    coefficients = convert<T>(random_vector(y.rows() * y.cols(), 7));
    tape.bind(weights, coefficients);
    scalar = add(squared_norm(y), sum(multiply(weights, y)));
  }
  Tape<T> tape;
  Var<T> y, scalar;
  std::vector<T> coefficients;
};

/// What the float and the double run are compared on.
struct Products {
  std::vector<double> gradient, hessian_vector;
};

template <class T>
Products products(Recorded<T>& r, const std::vector<double>& theta, const std::vector<double>& v) {
  const std::vector<T> at = convert<T>(theta), direction = convert<T>(v);
  std::vector<T> g(at.size());
  gradient<T>(r.scalar, at, g);
  return {widen(g), widen(hvp<T>(r.scalar, at, direction))};
}

/// Central differences of a vector function along v.
std::vector<double> difference(const std::function<std::vector<double>(std::vector<double>)>& f,
                               const std::vector<double>& theta, const std::vector<double>& v) {
  const double h = 1e-5;
  std::vector<double> plus = theta, minus = theta;
  for (std::size_t i = 0; i < theta.size(); ++i) {
    plus[i] += h * v[i];
    minus[i] -= h * v[i];
  }
  std::vector<double> result = f(plus), low = f(minus);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = (result[i] - low[i]) / (2 * h);
  return result;
}

}  // namespace

void check_close(const std::string& what, const std::vector<double>& analytic,
                 const std::vector<double>& oracle, double tolerance) {
  INFO(what << ": " << table(analytic, oracle));
  REQUIRE(analytic.size() == oracle.size());
  bool close = true;
  const double scale = std::max(1.0, largest(oracle));
  for (std::size_t i = 0; i < oracle.size(); ++i)
    if (!(std::abs(analytic[i] - oracle[i]) <= tolerance * scale)) close = false;  // NaN fails
  CHECK(close);
}

void check_op(const OpCase& c) {
  INFO("op " << c.name);
  std::size_t size = 0;
  for (const ParameterShape& p : c.parameters) size += p.rows * p.cols;
  const std::vector<double> theta = random_vector(size, 1), v = random_vector(size, 2),
                            w = random_vector(size, 3);
  Recorded<double> r(c, c.op);

  // Value: against the formula.
  r.tape.bind_parameters(theta);
  r.tape.forward();
  const auto flat = r.tape.value(r.y).flat();
  check_close("value", {flat.begin(), flat.end()}, c.formula(theta), tolerance::value<double>);

  // Tangent: against differences of the formula.
  const std::vector<double> tangent = jvp<double>(r.y, theta, v);
  check_close("tangent", tangent, difference(c.formula, theta, v), tolerance::finite_difference);

  // Adjoint pairing: ⟨u, J v⟩ = ⟨Jᵀ u, v⟩.
  const std::vector<double> u = random_vector(tangent.size(), 4);
  const std::vector<double> adjoint = vjp<double>(r.y, theta, u);
  check_close("pairing", {inner(adjoint, v)}, {inner(u, tangent)}, tolerance::first_order<double>);

  // Second order: symmetry ⟨w, H v⟩ = ⟨v, H w⟩, and H v against differences of the gradient.
  const std::vector<double> hv = hvp<double>(r.scalar, theta, v);
  const std::vector<double> hw = hvp<double>(r.scalar, theta, w);
  check_close("symmetry", {inner(w, hv)}, {inner(v, hw)}, tolerance::second_order<double>);
  const auto gradient_at = [&](const std::vector<double>& at) {
    std::vector<double> g(at.size());
    gradient<double>(r.scalar, at, g);
    return g;
  };
  check_close("hvp", hv, difference(gradient_at, theta, v), tolerance::finite_difference);

  // Float does what double does.
  Recorded<float> single(c, c.op_float);
  const Products exact = products(r, theta, v), rounded = products(single, theta, v);
  check_close("float gradient", rounded.gradient, exact.gradient, tolerance::first_order<float>);
  check_close("float hvp", rounded.hessian_vector, exact.hessian_vector,
              tolerance::second_order<float>);
}

}  // namespace caldera::test
