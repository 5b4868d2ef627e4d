// A function is recorded once on a tape; its gradient comes from one walk back along the tape.
//
// E(w, u) = ½ (u tanh w − 1)²: a network with two weights, one hidden unit and one example.

#include <fmt/core.h>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/sweeps.h"

using namespace caldera;
using namespace caldera::ops;

void print(const Tape<double>& tape, const NodeMatrices<double>& adjoints) {
  fmt::print("{:<14}{:>9}{:>9}\n", "node", "value", "adjoint");
  for (std::size_t i = 0; i < tape.nodes().size(); ++i) {
    fmt::print("{:<14}{:9.4f}", tape.nodes()[i].name, tape.value(i)(0, 0));
    if (tape.nodes()[i].active) fmt::print("{:9.4f}", adjoints[i](0, 0));
    fmt::print("\n");
  }
}

int main() {
  const std::vector<double> theta = {1, 2};  // w, u
  const double target = 1, one = 1;

  Tape<double> tape;  // recorded, not yet computed
  const Var w = tape.parameter("w", 1, 1);
  const Var u = tape.parameter("u", 1, 1);
  const Var t = tape.input("target", 1, 1);
  const Var E = scale(squared_norm(subtract(multiply(u, tanh(w)), t)), 0.5);

  tape.bind_parameters(theta);
  tape.bind(t, {&target, 1});
  tape.forward();  // all values, first node to last

  std::vector<double> g(2);
  NodeMatrices<double> adjoints(tape);  // one number beside each value
  adjoints.bind_parameters(std::span(g));
  pull_back(tape, E, ConstMatrix<double>(&one, 1, 1), adjoints);  // last node to first

  print(tape, adjoints);

  const double z = elementary::tanh(theta[0]), e = theta[1] * z - 1;
  fmt::print("\ngradient by hand  {:.12f}  {:.12f}\n", e * theta[1] * (1 - z * z), e * z);
  fmt::print("gradient by tape  {:.12f}  {:.12f}\n", g[0], g[1]);
}
