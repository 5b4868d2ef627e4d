// A Hessian-vector product: the derivative of both walks along one direction v.

#include <fmt/core.h>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/sweeps.h"

using namespace caldera;
using namespace caldera::ops;

void print(const Tape<double>& tape, const NodeMatrices<double>& tangents,
           const NodeMatrices<double>& adjoints, const NodeMatrices<double>& adjoint_tangents) {
  fmt::print("{:<14}{:>9}{:>9}{:>9}{:>18}\n", "node", "value", "tangent", "adjoint",
             "adjoint's tangent");
  for (std::size_t i = 0; i < tape.nodes().size(); ++i) {
    fmt::print("{:<14}{:9.4f}", tape.nodes()[i].name, tape.value(i)(0, 0));
    if (tape.nodes()[i].active)
      fmt::print("{:9.4f}{:9.4f}{:18.4f}", tangents[i](0, 0), adjoints[i](0, 0),
                 adjoint_tangents[i](0, 0));
    fmt::print("\n");
  }
}

int main() {
  const std::vector<double> theta = {1, 2}, v = {0.6, 0.8};  // w, u; ‖v‖ = 1
  const double target = 1, one = 1, zero = 0;

  Tape<double> tape;
  const Var w = tape.parameter("w", 1, 1);
  const Var u = tape.parameter("u", 1, 1);
  const Var t = tape.input("target", 1, 1);
  const Var E = scale(squared_norm(subtract(multiply(u, tanh(w)), t)), 0.5);
  tape.bind_parameters(theta);
  tape.bind(t, {&target, 1});

  std::vector<double> g(2), hv(2);
  NodeMatrices<double> tangents(tape), adjoints(tape), adjoint_tangents(tape);
  tangents.bind_parameters(std::span(v));
  adjoints.bind_parameters(std::span(g));
  adjoint_tangents.bind_parameters(std::span(hv));

  tape.forward();
  push_forward(tape, tangents);
  pull_back(tape, E, ConstMatrix<double>(&one, 1, 1), adjoints);
  pull_back_tangent(tape, E, ConstMatrix<double>(&zero, 1, 1), tangents, adjoints,
                    adjoint_tangents);
  print(tape, tangents, adjoints, adjoint_tangents);

  const std::vector<double> h = hessian<double>(E, theta);  // one product a column
  fmt::print("\nH = {:8.4f}{:8.4f}\n    {:8.4f}{:8.4f}\n", h[0], h[1], h[2], h[3]);
  const std::vector<double> same = hvp<double>(E, theta, v);  // the four walks in one call
  fmt::print("H v = {:.4f}, {:.4f}\n", same[0], same[1]);
}
