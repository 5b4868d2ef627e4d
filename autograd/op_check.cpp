#include "caldera/autograd/op_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
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

std::size_t size_of(const OpCase& c) {
  std::size_t size = 0;
  for (const ParameterShape& p : c.parameters) size += p.rows * p.cols;
  return size;
}

/// Where an op is checked: θ, two directions, and a cotangent of y.
struct Draw {
  std::vector<double> theta, v, w, u;
};

/// θ on (−range, range), all else on (−1, 1); in the mantissas of T.
template <class T>
Draw draw(std::size_t parameters, std::size_t outputs, double range, std::uint32_t trial) {
  Draw d{random_vector(parameters, trial + 1), random_vector(parameters, trial + 2),
         random_vector(parameters, trial + 3), random_vector(outputs, trial + 4)};
  for (double& entry : d.theta) entry *= range;
  for (auto* x : {&d.theta, &d.v, &d.w, &d.u}) *x = widen(convert<T>(*x));
  return d;
}

/// What an op and its L are by the formula.
struct Truth {
  std::vector<double> value, tangent, gradient, hvp;
};

/// θ + v ε₁ + e_i ε₂ for each unit vector e_i.
Truth truth(const OpCase& c, const Draw& at, const std::vector<double>& coefficients) {
  Truth result;
  for (std::size_t i = 0; i < at.theta.size(); ++i) {
    std::vector<HyperDual> theta;
    for (std::size_t j = 0; j < at.theta.size(); ++j)
      theta.emplace_back(at.theta[j], at.v[j], j == i ? 1 : 0, 0);
    const std::vector<HyperDual> y = c.formula(theta);
    HyperDual scalar;
    for (std::size_t k = 0; k < y.size(); ++k) scalar += (y[k] + coefficients.at(k)) * y[k];
    result.gradient.push_back(static_cast<double>(scalar.second));
    result.hvp.push_back(static_cast<double>(scalar.mixed));
    if (i > 0) continue;
    for (const HyperDual& entry : y) {
      result.value.push_back(static_cast<double>(entry.value));
      result.tangent.push_back(static_cast<double>(entry.first));
    }
  }
  return result;
}

/// Checks by name; what is found at another θ goes to the end of the check of the same name.
struct Checks {
  bool far = false;
  double smallest = 0;  // normal number of the format that is checked
  std::vector<OpCheck> all = {};

  void add(const std::string& name, const std::vector<double>& found,
           const std::vector<double>& expected, double tolerance) {
    const std::string what = far ? "far " + name : name;
    auto check = std::ranges::find(all, what, &OpCheck::what);
    if (check == all.end()) check = all.insert(all.end(), {what, {}, {}, tolerance, 0, smallest});
    check->found.insert(check->found.end(), found.begin(), found.end());
    check->expected.insert(check->expected.end(), expected.begin(), expected.end());
    if (!far) check->scale = std::max(1.0, largest(expected));
  }
};

template <class T>
std::vector<double> value_at(Recorded<T>& r, const std::vector<T>& theta) {
  r.tape.bind_parameters(theta);
  r.tape.forward();
  const auto y = r.tape.value(r.y).flat();
  return {y.begin(), y.end()};
}

template <class T>
std::vector<double> gradient_at(Recorded<T>& r, const std::vector<T>& theta) {
  std::vector<T> g(theta.size());
  gradient<T>(r.scalar, theta, g);
  return widen(g);
}

void check_in_double(const OpCase& c, const Draw& at, double tolerance, Checks& checks) {
  checks.smallest = std::numeric_limits<double>::min();
  Recorded<double> r(c, c.op);
  const Truth expected = truth(c, at, r.coefficients);
  const std::vector<double> tangent = jvp<double>(r.y, at.theta, at.v);
  const std::vector<double> hv = hvp<double>(r.scalar, at.theta, at.v);
  const std::vector<double> hw = hvp<double>(r.scalar, at.theta, at.w);
  checks.add("value", value_at(r, at.theta), expected.value, tolerance);
  checks.add("tangent", tangent, expected.tangent, tolerance);
  checks.add("gradient", gradient_at(r, at.theta), expected.gradient, tolerance);
  checks.add("hvp", hv, expected.hvp, tolerance);
  checks.add("pairing", {inner(vjp<double>(r.y, at.theta, at.u), at.v)}, {inner(at.u, tangent)},
             tolerance);
  checks.add("symmetry", {inner(at.w, hv)}, {inner(at.v, hw)}, tolerance);
}

void check_in_float(const OpCase& c, const Draw& at, const OpTolerances& tolerances,
                    Checks& checks) {
  checks.smallest = static_cast<double>(std::numeric_limits<float>::min());
  Recorded<float> r(c, c.op_float);
  const Truth expected = truth(c, at, widen(r.coefficients));
  const std::vector<float> theta = convert<float>(at.theta), v = convert<float>(at.v);
  const auto by_range = [&](double near) { return checks.far ? tolerances.far_in_float : near; };
  checks.add("float value", value_at(r, theta), expected.value,
             by_range(tolerances.value_in_float));
  checks.add("float gradient", gradient_at(r, theta), expected.gradient,
             by_range(tolerances.gradient_in_float));
  checks.add("float hvp", widen(hvp<float>(r.scalar, theta, v)), expected.hvp,
             by_range(tolerances.hvp_in_float));
}

}  // namespace

std::vector<double> random_vector(std::size_t size, std::uint32_t trial) {
  const Stream stream{20261121, Purpose::test_data, trial};
  std::vector<double> x(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = 2 * stream.uniform(i) - 1;
  return x;
}

double OpCheck::error(std::size_t i) const {
  const double size = std::max(std::abs(expected[i]), scale);
  const double difference = std::abs(found[i] - expected[i]);
  return difference <= underflow ? 0 : difference / size;  // a NaN stays one
}

bool OpCheck::passed() const {
  if (found.size() != expected.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!(error(i) <= tolerance)) return false;
  return true;
}

std::string OpCheck::text() const {
  if (found.size() != expected.size())
    return what + ": expected " + std::to_string(expected.size()) + " entries, found " +
           std::to_string(found.size()) + "\n";
  std::ostringstream out;
  out.precision(17);
  std::size_t worst = 0;
  out << "index  found  expected  relative error\n";
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (!(error(i) <= error(worst))) worst = i;
    out << i << "  " << found[i] << "  " << expected[i] << "  " << error(i) << "\n";
  }
  return what + ": worst at index " + std::to_string(worst) + "\n" + out.str();
}

std::vector<OpCheck> check_rules(const OpCase& c, const OpTolerances& tolerances) {
  constexpr std::uint32_t draws = 8;  // the first one near
  const std::size_t outputs = Recorded<double>(c, c.op).coefficients.size();
  Checks checks;
  for (std::uint32_t i = 0; i < draws; ++i) {
    checks.far = i > 0;
    const double range = checks.far ? 30 : 1;
    check_in_double(c, draw<double>(size_of(c), outputs, range, 10 * i), tolerances.exact, checks);
    check_in_float(c, draw<float>(size_of(c), outputs, range, 10 * i), tolerances, checks);
  }
  return checks.all;
}

}  // namespace caldera
