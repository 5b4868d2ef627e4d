// The derivative along one direction v, from one walk forward along the tape.

#include <fmt/core.h>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/sweeps.h"

using namespace caldera;
using namespace caldera::ops;

void print(const Tape<double>& tape, const NodeMatrices<double>& tangents) {
  fmt::print("{:<14}{:>9}{:>9}\n", "node", "value", "tangent");
  for (std::size_t i = 0; i < tape.nodes().size(); ++i) {
    fmt::print("{:<14}{:9.4f}", tape.nodes()[i].name, tape.value(i)(0, 0));
    if (tape.nodes()[i].active) fmt::print("{:9.4f}", tangents[i](0, 0));
    fmt::print("\n");
  }
}

int main() {
  const std::vector<double> theta = {1, 2}, v = {0.6, 0.8};  // w, u; ‖v‖ = 1
  const double target = 1;

  Tape<double> tape;
  const Var w = tape.parameter("w", 1, 1);
  const Var u = tape.parameter("u", 1, 1);
  const Var t = tape.input("target", 1, 1);
  const Var E = scale(squared_norm(subtract(multiply(u, tanh(w)), t)), 0.5);
  tape.bind_parameters(theta);
  tape.bind(t, {&target, 1});
  tape.forward();

  NodeMatrices<double> tangents(tape);
  tangents.bind_parameters(std::span(v));
  push_forward(tape, tangents);  // first node to last

  print(tape, tangents);

  std::vector<double> g(2);
  gradient<double>(E, theta, g);
  fmt::print("\ntangent of E    {:.12f}\n", jvp<double>(E, theta, v)[0]);  // the same in one call
  fmt::print("gradient · v    {:.12f}\n", dot(g, v));
}
