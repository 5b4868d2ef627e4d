#include "caldera/autograd/op_check.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"

namespace caldera {

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
    scalar = ops::add(ops::squared_norm(y), ops::sum(ops::multiply(weights, y)));
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

std::size_t size_of(const OpCase& c) {
  std::size_t size = 0;
  for (const ParameterShape& p : c.parameters) size += p.rows * p.cols;
  return size;
}

}  // namespace

std::vector<double> random_vector(std::size_t size, std::uint32_t trial) {
  const Stream stream{20261121, Purpose::test_data, trial};
  std::vector<double> x(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = 2 * stream.uniform(i) - 1;
  return x;
}

bool OpCheck::passed() const {
  if (found.size() != expected.size()) return false;
  const double allowed = tolerance * std::max(1.0, largest(expected));
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!(std::abs(found[i] - expected[i]) <= allowed)) return false;
  return true;
}

std::string OpCheck::text() const {
  if (found.size() != expected.size())
    return what + ": expected " + std::to_string(expected.size()) + " entries, found " +
           std::to_string(found.size()) + "\n";
  std::ostringstream out;
  out.precision(17);
  std::size_t worst = 0;
  out << "index  found  expected  absolute  relative\n";
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double error = std::abs(found[i] - expected[i]);
    if (!(error <= std::abs(found[worst] - expected[worst]))) worst = i;
    out << i << "  " << found[i] << "  " << expected[i] << "  " << error << "  "
        << error / std::abs(expected[i]) << "\n";
  }
  return what + ": worst at index " + std::to_string(worst) + "\n" + out.str();
}

std::vector<OpCheck> check_rules(const OpCase& c, const OpTolerances& tolerances) {
  std::vector<OpCheck> checks;
  const auto compare = [&](const char* what, std::vector<double> found,
                           std::vector<double> expected, double tolerance) {
    checks.push_back({what, std::move(found), std::move(expected), tolerance});
  };
  const std::size_t size = size_of(c);
  const std::vector<double> theta = random_vector(size, 1), v = random_vector(size, 2),
                            w = random_vector(size, 3);
  Recorded<double> r(c, c.op);
  r.tape.bind_parameters(theta);
  r.tape.forward();
  const auto y = r.tape.value(r.y).flat();
  compare("value", {y.begin(), y.end()}, c.formula(theta), tolerances.exact);

  const std::vector<double> tangent = jvp<double>(r.y, theta, v);
  compare("tangent", tangent, difference(c.formula, theta, v), tolerances.difference);
  const std::vector<double> u = random_vector(tangent.size(), 4);
  compare("pairing", {inner(vjp<double>(r.y, theta, u), v)}, {inner(u, tangent)}, tolerances.exact);

  const std::vector<double> hv = hvp<double>(r.scalar, theta, v);
  const std::vector<double> hw = hvp<double>(r.scalar, theta, w);
  compare("symmetry", {inner(w, hv)}, {inner(v, hw)}, tolerances.exact);
  const auto gradient_at = [&](const std::vector<double>& at) {
    std::vector<double> g(at.size());
    gradient<double>(r.scalar, at, g);
    return g;
  };
  compare("hvp", hv, difference(gradient_at, theta, v), tolerances.difference);

  Recorded<float> single(c, c.op_float);
  const Products exact = products(r, theta, v), rounded = products(single, theta, v);
  compare("float gradient", rounded.gradient, exact.gradient, tolerances.gradient_in_float);
  compare("float hvp", rounded.hessian_vector, exact.hessian_vector, tolerances.hvp_in_float);
  return checks;
}

}  // namespace caldera
